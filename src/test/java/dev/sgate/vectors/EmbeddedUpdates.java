package dev.sgate.vectors;

import static dev.sgate.vectors.Dsse.ascii;
import static dev.sgate.vectors.Dsse.base64;
import static dev.sgate.vectors.Recipe.anUpdate;
import static dev.sgate.vectors.TestKeys.BOTH;
import static dev.sgate.vectors.TestKeys.LICENSE_A;
import static dev.sgate.vectors.TestKeys.STRANGER;
import static dev.sgate.vectors.TestKeys.UPDATE_A;
import static dev.sgate.vectors.TestKeys.UPDATE_REVOKED;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Licenses that carry an update. License and binary are two outcomes: an update that is refused for itself leaves the license
 * alone and its attachment unread; an attachment that was to be installed and is damaged refuses the whole file.
 */
final class EmbeddedUpdates extends Catalogue {
    private static final int LINE_MAX = 64 << 10;

    EmbeddedUpdates() {
        accepted();
        refusedAlone();
        damaged();
        license(
                        "embedded-in-an-expired-license",
                        "expired",
                        "The license's checks come first.",
                        around(anUpdate().sign(UPDATE_A)))
                .at("2030-01-01T00:00:00Z");
    }

    /** A license that carries the update of this recipe, with its attachment. */
    private static Recipe around(Recipe update) {
        return around(update, update.makeLine());
    }

    private static Recipe around(Recipe update, byte[] line) {
        return Recipe.aLicense()
                .set("update", base64(line))
                .sign(LICENSE_A)
                .attach(
                        "the sample executable, its update made of: " + String.join("; ", update.steps()),
                        Samples.attachment());
    }

    private void accepted() {
        both(
                "embedded-plain",
                "accepted",
                "The update's own envelope, and its attachment.",
                around(anUpdate().sign(UPDATE_A)));
        both(
                "embedded-of-64-kib",
                "accepted",
                "An envelope line of exactly 64 KiB.",
                around(anUpdate().sign(UPDATE_A).line("pad to 65536 bytes", line -> BigFiles.padded(line, LINE_MAX))));
        both(
                "embedded-for-another-product",
                "accepted",
                "The update's product is its own matter; without a state any is taken.",
                around(anUpdate().set("product", "beacon").sign(UPDATE_A)));
    }

    private void refusedAlone() {
        both(
                "embedded-signed-by-the-license-key",
                "wrong-role",
                "Who mints licenses cannot ship code, also not inside.",
                around(anUpdate().sign(LICENSE_A)));
        both(
                "embedded-signed-by-a-stranger",
                "unknown-key",
                "The license's signature does not cover for it.",
                around(anUpdate().sign(STRANGER)));
        both(
                "embedded-signed-by-a-revoked-key",
                "revoked-key",
                "Revoked for updates.",
                around(anUpdate().sign(UPDATE_REVOKED)));
        both(
                "embedded-with-list",
                "malformed",
                "An update inside a license brings no revocation list.",
                around(anUpdate().set("crl", Samples.crl()).sign(BOTH)));
        both(
                "embedded-over-64-kib",
                "too-large",
                "One byte over 64 KiB.",
                around(anUpdate()
                        .sign(UPDATE_A)
                        .line("pad to 65537 bytes", line -> BigFiles.padded(line, LINE_MAX + 1))));
        both(
                "embedded-signature-spoilt",
                "bad-signature",
                "Its signature does not hold.",
                around(anUpdate().oddSignature("with its last byte changed", UPDATE_A, OddSignatures::spoilt)));
        both(
                "embedded-expired",
                "expired",
                "The update is over, the license is not.",
                around(anUpdate().set("expires", Samples.MADE).sign(UPDATE_A)));
        both(
                "embedded-a-license",
                "malformed",
                "What is inside is a license.",
                around(Recipe.aLicense().sign(LICENSE_A)));
        both(
                "embedded-with-its-line-feed",
                "malformed",
                "The line stands there without its line feed.",
                aroundLine("with a line feed", line -> Dsse.concat(line, ascii("\n"))));
        both(
                "embedded-with-its-attachment",
                "malformed",
                "The whole file instead of its line.",
                aroundLine(
                        "with line feed and attachment", line -> Dsse.concat(line, ascii("\n"), Samples.attachment())));
        both(
                "embedded-cut",
                "malformed",
                "Half an envelope.",
                aroundLine("cut to 100 bytes", line -> Arrays.copyOf(line, 100)));
        both(
                "embedded-critical-unknown",
                "unsupported-version",
                "The update must be understood and is not; the license is.",
                around(anUpdate().set("critical", List.of("sandbox")).sign(UPDATE_A)));
        both(
                "embedded-refused-and-cut",
                "unknown-key",
                "An attachment that will not be installed is not read.",
                around(anUpdate().sign(STRANGER)).attachment("leave out", bytes -> new byte[0]));
    }

    private static Recipe aroundLine(String what, UnaryOperator<byte[]> change) {
        Recipe update = anUpdate().sign(UPDATE_A);
        return around(update.line(what, line -> line), change.apply(update.makeLine()));
    }

    private void both(String name, String update, String description, Recipe recipe) {
        license(name, "accepted", description, recipe).update(update);
    }

    private void damaged() {
        broken("embedded-one-byte-short", "truncated", "cut 1 byte", bytes -> Arrays.copyOf(bytes, bytes.length - 1));
        broken("embedded-one-byte-more", "trailing-data", "add 00", bytes -> Arrays.copyOf(bytes, bytes.length + 1));
        broken(
                "embedded-bit-flipped",
                "digest-mismatch",
                "flip a bit of byte 200",
                bytes -> OddSignatures.flipped(bytes, 200));
        broken("embedded-without-attachment", "truncated", "leave out", bytes -> new byte[0]);
    }

    private void broken(String name, String expect, String what, UnaryOperator<byte[]> change) {
        license(
                        name,
                        expect,
                        "A damaged attachment refuses the whole file.",
                        around(anUpdate().sign(UPDATE_A)).attachment(what, change))
                .update(expect);
    }
}
