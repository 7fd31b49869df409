package dev.sgate.vectors;

import static dev.sgate.vectors.GoodUpdates.archive;
import static dev.sgate.vectors.Recipe.anUpdate;
import static dev.sgate.vectors.Samples.members;
import static dev.sgate.vectors.TestKeys.LICENSE_A;
import static dev.sgate.vectors.TestKeys.UPDATE_A;

import dev.sgate.vectors.Json.Raw;
import java.util.List;

/** What only an update can have wrong, and updates whose time has not come, or gone (THREATS P2). */
final class UpdateFlaws extends Catalogue {
    UpdateFlaws() {
        sizes();
        archives();
        versions();
        goingBack();
        healthChecks();
        times();
    }

    private void sizes() {
        bad("length-zero", "Sizes start at 1.", anUpdate().set("app.length", 0), "app.length");
        bad(
                "length-over-fat32",
                "2^32-1 does not fit on a stick.",
                anUpdate().set("app.length", 4_294_967_295L),
                "app.length");
        bad(
                "length-2-to-63",
                "Would be negative in 64 bits.",
                anUpdate().set("app.length", new Raw("9223372036854775808")),
                "app.length");
        bad(
                "length-negative",
                "-1 is the end of a stream in many readers.",
                anUpdate().set("app.length", -1),
                "app.length");
        bad(
                "length-missing",
                "A file that is not named has no empty digest (Mender, CVE-2025-67903).",
                anUpdate().drop("app.length"),
                "app.length");
        bad("digest-missing", "Nor no digest.", anUpdate().drop("app.sha256"), "app.sha256");
        bad("app-missing", "No application.", anUpdate().drop("app"), "app");
        bad("file-name-a-path", "A name is no path.", anUpdate().set("app.fileName", "../../bin/sh"), "app.fileName");
        bad(
                "file-name-of-129",
                "At most 128 characters.",
                anUpdate().set("app.fileName", "f".repeat(129)),
                "app.fileName");
        bad("app-name-empty", "Names have a first character.", anUpdate().set("app.name", ""), "app.name");
        bad(
                "media-type-unlisted",
                "Not one of the four.",
                anUpdate().set("app.mediaType", "application/x-tar"),
                "app.mediaType");
    }

    private void archives() {
        bad("archive-without-run", "Archives need a command.", archive().drop("app.run"), "app.run");
        bad(
                "archive-without-unpacked-length",
                "What unpacking may take must be said.",
                archive().drop("app.unpackedLength"),
                "app.unpackedLength");
        bad(
                "archive-without-unpacked-files",
                "And how many files.",
                archive().drop("app.unpackedFiles"),
                "app.unpackedFiles");
        bad(
                "archive-unpacked-length-zero",
                "Sizes start at 1.",
                archive().set("app.unpackedLength", 0),
                "app.unpackedLength");
        bad(
                "executable-with-run",
                "One executable is its own command.",
                anUpdate().set("app.run", List.of("lamp.sh")),
                "app.run");
        bad("run-empty", "A command has a first word.", archive().set("app.run", List.of()), "app.run");
        bad(
                "run-absolute",
                "The first word is a path inside the release.",
                archive().set("app.run", List.of("/bin/sh", "-c", "id")),
                "app.run");
        bad("run-goes-up", "No .. in it.", archive().set("app.run", List.of("bin/../../../bin/sh")), "app.run");
        bad(
                "run-with-control",
                "Words are texts.",
                archive().set("app.run", List.of("bin/lamp", "a\u0000b")),
                "app.run");
        bad(
                "run-one-text",
                "A list, not a line for a shell.",
                archive().set("app.run", "bin/lamp --port 8080"),
                "app.run");
    }

    private void versions() {
        bad("version-of-two-numbers", "Three numbers.", anUpdate().set("app.version", "2.4"), "app.version");
        bad("version-with-v", "No v.", anUpdate().set("app.version", "v2.4.0"), "app.version");
        bad("version-leading-zero", "No leading zeros.", anUpdate().set("app.version", "2.04.0"), "app.version");
        bad("version-with-space", "Nothing around it.", anUpdate().set("app.version", " 2.4.0"), "app.version");
        bad("version-a-number", "A text.", anUpdate().set("app.version", new Raw("2.4")), "app.version");
        bad(
                "minimum-above-version",
                "The floor is never above the version.",
                anUpdate().set("app.minimumVersion", "2.4.1"),
                "app.minimumVersion");
        bad(
                "minimum-above-pre-release",
                "2.4.0 is above its own pre-release.",
                anUpdate().set("app.version", "2.4.0-rc.1").set("app.minimumVersion", "2.4.0"),
                "app.minimumVersion");
    }

    private void goingBack() {
        bad(
                "going-back-without-end",
                "A permission to go back must expire.",
                anUpdate().set("allowDowngrade", true),
                "expires");
        bad(
                "going-back-for-31-days",
                "At most 30 days after issuedAt.",
                anUpdate().set("allowDowngrade", true).set("expires", "2026-01-31T00:00:01Z"),
                "expires");
        bad("going-back-as-text", "true or false.", anUpdate().set("allowDowngrade", "yes"), "allowDowngrade");
    }

    private void healthChecks() {
        check("check-unknown", "Not one of the four.", members("type", "prayer"), "type");
        check("check-without-type", "No type.", members("seconds", 5), "type");
        check("check-zero-seconds", "1 to 3600.", members("type", "alive", "seconds", 0), "seconds");
        check("check-over-an-hour", "1 to 3600.", members("type", "unit", "timeoutSeconds", 3601), "timeoutSeconds");
        check(
                "check-command-outside",
                "The first word is a path inside the release.",
                members("type", "command", "command", List.of("/usr/bin/true")),
                "command");
        check(
                "check-http-by-name",
                "A literal address: names can be anybody.",
                members("type", "http", "url", "http://localhost:8080/"),
                "url");
        check(
                "check-http-elsewhere",
                "A loopback address.",
                members("type", "http", "url", "http://192.0.2.1/"),
                "url");
        check(
                "check-http-user",
                "Whose address is behind the @?",
                members("type", "http", "url", "http://127.0.0.1@192.0.2.1/"),
                "url");
        check(
                "check-http-octal",
                "0177 is 127 for some and 177 for others.",
                members("type", "http", "url", "http://0177.0.0.1/"),
                "url");
        check("check-http-file", "http only.", members("type", "http", "url", "file:///etc/passwd"), "url");
    }

    private void check(String name, String description, Object check, String field) {
        bad(name, description, anUpdate().set("app.healthCheck", check), "app.healthCheck." + field);
    }

    private void times() {
        update(
                        "update-a-second-late",
                        "expired",
                        "expires was a second ago.",
                        anUpdate().set("expires", "2026-02-01T11:59:59Z").sign(UPDATE_A))
                .evidence("expires", "2026-02-01T11:59:59Z");
        update(
                "update-going-back-too-late",
                "expired",
                "The permission to go back is over.",
                anUpdate()
                        .set("allowDowngrade", true)
                        .set("expires", "2026-01-31T00:00:00Z")
                        .sign(UPDATE_A));
        update(
                "update-401-days-ahead",
                "not-yet-valid",
                "Issued more than 400 days after now.",
                anUpdate().set("issuedAt", "2027-03-09T12:00:00Z").sign(UPDATE_A));
        update(
                "update-expired-and-damaged",
                "expired",
                "Policy comes before the attachment, which is not read.",
                anUpdate().set("expires", Samples.MADE).sign(UPDATE_A).attachment("leave out", bytes -> new byte[0]));
        update(
                        "update-list-in-neither-form",
                        "malformed",
                        "A revocation list is checked in an update too.",
                        anUpdate()
                                .set("crl", members("number", 1, "issuedAt", Samples.MADE))
                                .sign(UPDATE_A, LICENSE_A))
                .evidence("field", "crl.revoked");
    }

    private void bad(String name, String description, Recipe recipe, String field) {
        update(name, "malformed", description, recipe.sign(UPDATE_A)).evidence("field", field);
    }
}
