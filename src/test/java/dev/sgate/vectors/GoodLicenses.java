package dev.sgate.vectors;

import static dev.sgate.vectors.Dsse.ascii;
import static dev.sgate.vectors.Dsse.base64;
import static dev.sgate.vectors.Recipe.aLicense;
import static dev.sgate.vectors.Samples.members;
import static dev.sgate.vectors.TestKeys.LICENSE_A;
import static dev.sgate.vectors.TestKeys.LICENSE_B;
import static dev.sgate.vectors.TestKeys.LICENSE_BEACON;
import static dev.sgate.vectors.TestKeys.LICENSE_REVOKED;
import static dev.sgate.vectors.TestKeys.LICENSE_RSA;
import static dev.sgate.vectors.TestKeys.STRANGER;

import dev.sgate.seal.Sealer.NamedKey;
import java.util.List;

/**
 * Licenses that must be accepted: a reader that refuses too much is broken too. It is one thing: a list, each license with what is
 * odd about it.
 */
final class GoodLicenses extends Catalogue {

    private static final String ACCEPTED = "accepted";

    GoodLicenses() {
        licenses();
        licenseLimits();
        envelopes();
        signatures();
    }

    private void licenses() {
        license("license-plain", ACCEPTED, "No optional field.", aLicense().sign(LICENSE_A));
        license(
                "license-with-every-field",
                ACCEPTED,
                "Every optional field that the format page has, but for an update.",
                aLicense()
                        .set("site", "north.tower")
                        .set("appliances", List.of(Samples.digest("device")))
                        .set("activateBy", "2026-03-01T00:00:00Z")
                        .set("pool.devices", List.of(Samples.digest("fingerprint")))
                        .set("pool.epoch", 2)
                        .set("policy", policy())
                        .set("ack", members("5d1f7c0e-2b1a-4e3d-8c6b-7a9f8e0d1c2b", ack()))
                        .set("journalKey", members("keyid", "desk-2026", "x25519", base64(TestKeys.sha256(ascii("x")))))
                        .sign(LICENSE_A));
        license(
                "license-unknown-fields",
                ACCEPTED,
                "Fields that no reader knows, at every level: ignored, also where they are null.",
                aLicense()
                        .set("colour", "green")
                        .set("pool.shape", Json.NULL)
                        .set("crl.reason", List.of(1, new Json.Raw("-2.5e3"), members()))
                        .sign(LICENSE_A)
                        .envelope("add members that nobody knows", it -> it.put("deviceKey", 7)));
        license(
                "license-critical-known",
                ACCEPTED,
                "critical names only fields that every reader knows.",
                aLicense()
                        .set("critical", List.of("pool", "activateBy", "policy"))
                        .sign(LICENSE_A));
        license(
                "license-unknown-tier",
                ACCEPTED,
                "A tier outside the list counts as 24 hours and is no fault.",
                aLicense().set("tier", "platinum").sign(LICENSE_A));
        license(
                "license-packed-list",
                ACCEPTED,
                "A packed revocation list of two others.",
                aLicense()
                        .drop("crl.revoked")
                        .set("crl.packed", packed("other", "another"))
                        .sign(LICENSE_A));
        license(
                "license-list-revokes-others",
                ACCEPTED,
                "A plain revocation list without this license's key.",
                aLicense()
                        .set("crl.revoked", sorted("other", "another", "third"))
                        .sign(LICENSE_A));
        license(
                "license-for-beacon-by-its-key",
                ACCEPTED,
                "Signed by a key that counts for this product only.",
                aLicense().set("product", "beacon").sign(LICENSE_BEACON));
        license(
                "license-empty-lists",
                ACCEPTED,
                "Lists that may be empty.",
                aLicense()
                        .set("entitlements", List.of())
                        .set("pool.devices", List.of())
                        .set("ack", members())
                        .set("policy", members())
                        .sign(LICENSE_A));
    }

    private static Object policy() {
        return members(
                "warnDays", 14,
                "crlMaxAgeDays", 30,
                "rotationHours", 24,
                "clockToleranceSeconds", 0,
                "clock", "uptime",
                "graceHours", 100,
                "fallback", true,
                "confirm", "manual",
                "maxOfflineDays", 3);
    }

    private static Object ack() {
        return members("seq", 17, "head", Samples.digest("line 17"));
    }

    /** Each text's digest in hex, ascending. */
    static List<String> sorted(String... texts) {
        return java.util.Arrays.stream(texts).map(Samples::digest).sorted().toList();
    }

    /** The first 16 bytes of each text's digest, ascending, in base64. */
    static String packed(String... texts) {
        byte[][] entries = sorted(texts).stream()
                .map(hex -> java.util.HexFormat.of().parseHex(hex.substring(0, 32)))
                .toArray(byte[][]::new);
        return base64(Dsse.concat(entries));
    }

    private void licenseLimits() {
        license(
                        "license-in-its-last-second",
                        ACCEPTED,
                        "validUntil is now.",
                        aLicense().sign(LICENSE_A))
                .at(Samples.VALID_UNTIL);
        license(
                        "license-activated-in-the-last-second",
                        ACCEPTED,
                        "activateBy is now.",
                        aLicense().set("activateBy", Samples.NOW).sign(LICENSE_A))
                .at(Samples.NOW);
        license(
                        "license-400-days-ahead",
                        ACCEPTED,
                        "Issued exactly 400 days after now.",
                        aLicense().sign(LICENSE_A))
                .at("2024-11-27T00:00:00Z");
        license(
                "license-largest-values",
                ACCEPTED,
                "Numbers, names and texts at their limits.",
                aLicense()
                        .set("serial", 9007199254740991L)
                        .set("pool.size", 1_000_000)
                        .set("tier", "t".repeat(64))
                        .set("customer", "\uD83D\uDD26".repeat(200))
                        .sign(LICENSE_A));
        license(
                "license-smallest-values",
                ACCEPTED,
                "Numbers, names and texts at their limits.",
                aLicense()
                        .set("serial", 0)
                        .set("crl.number", 0)
                        .set("pool.size", 1)
                        .set("product", "p")
                        .set("customer", "-")
                        .sign(LICENSE_A));
        license(
                "license-depth-16",
                ACCEPTED,
                "An unknown field that brings the payload to depth 16.",
                aLicense()
                        .set("deep", new Json.Raw("[".repeat(15) + "]".repeat(15)))
                        .sign(LICENSE_A));
    }

    private void envelopes() {
        license(
                "license-without-line-feed",
                ACCEPTED,
                "The line feed may be missing where there is no attachment.",
                aLicense().sign(LICENSE_A).lineEnd("none", new byte[0]));
        license(
                "license-url-safe-base64",
                ACCEPTED,
                "URL-safe alphabet with padding in all strings.",
                aLicense()
                        .set("customer", "??>>??>>~~")
                        .sign(LICENSE_A)
                        .envelopeText("+ and / become - and _ in base64", GoodLicenses::urlSafe));
        license(
                "license-base64-without-padding",
                ACCEPTED,
                "Padding absent in all strings.",
                aLicense()
                        .set("customer", "AB")
                        .sign(LICENSE_A)
                        .envelopeText("leave out =", text -> text.replace("=", "")));
        license(
                "license-spaces-in-the-envelope",
                ACCEPTED,
                "White space between tokens, and members in another order.",
                aLicense()
                        .sign(LICENSE_A)
                        .envelope("payloadType last", it -> it.put("payloadType", it.remove("payloadType")))
                        .envelopeText("add spaces and tabs", text -> text.replace("\":", "\" :\t ")));
        license(
                "license-escaped-names",
                ACCEPTED,
                "Names and values written with escapes mean the same.",
                aLicense()
                        .payloadText(
                                "write product and lantern with escapes",
                                text -> text.replace("\"product\":\"lantern\"", "\"\\u0070roduct\":\"l\\u0061ntern\""))
                        .sign(LICENSE_A)
                        .envelopeText(
                                "write payload with an escape",
                                text -> text.replace("\"payload\"", "\"p\\u0061yload\"")));
        license(
                "license-spaces-in-the-payload",
                ACCEPTED,
                "What is signed is the payload's bytes, whatever their form.",
                aLicense()
                        .payloadText("indent with line feeds", text -> text.replace(",", ",\n  ") + "\r\n")
                        .sign(LICENSE_A));
        license(
                "license-line-of-4-mib",
                ACCEPTED,
                "The envelope with its line feed takes exactly what a reader reads.",
                aLicense().sign(LICENSE_A).line("pad to 4194303 bytes", line -> BigFiles.padded(line, (4 << 20) - 1)));
    }

    private static String urlSafe(String envelope) {
        String type = envelope.substring(0, envelope.indexOf("\"payload\""));
        return type + envelope.substring(type.length()).replace('+', '-').replace('/', '_');
    }

    private void signatures() {
        license("license-by-rsa", ACCEPTED, "RSA of 4096 bits.", aLicense().sign(LICENSE_RSA));
        license(
                "license-by-two-keys",
                ACCEPTED,
                "Two good signatures.",
                aLicense().sign(LICENSE_A, LICENSE_RSA));
        license(
                "license-by-a-stranger-too",
                ACCEPTED,
                "An unknown key and a revoked one beside a good one.",
                aLicense().sign(STRANGER, LICENSE_REVOKED, LICENSE_A));
        license(
                "license-one-signature-bad",
                ACCEPTED,
                "One of two known keys has no valid signature; the other is enough.",
                aLicense()
                        .oddSignature("with its last byte changed", LICENSE_B, OddSignatures::spoilt)
                        .sign(LICENSE_A));
        license(
                "license-empty-key-ids",
                ACCEPTED,
                "Two empty key ids and an absent one are skipped.",
                aLicense()
                        .signature("without a key id", payload -> members("sig", "AAAA"))
                        .signature("with an empty key id", payload -> members("keyid", "", "sig", ""))
                        .signature("with an empty key id", payload -> members("keyid", "", "sig", "AAAA"))
                        .sign(LICENSE_A));
        license(
                "license-sixteen-signatures",
                ACCEPTED,
                "As many signatures as there may be, the good one last.",
                strangers(aLicense(), 15).sign(LICENSE_A));
        license(
                        "license-by-a-pair",
                        ACCEPTED,
                        "Two of three where two are needed.",
                        aLicense().sign(LICENSE_A, LICENSE_RSA))
                .underPairs();
    }

    /** Adds signatures of so many unknown keys. */
    static Recipe strangers(Recipe recipe, int count) {
        for (int i = 1; i <= count; i++) {
            NamedKey stranger = TestKeys.ed25519("stranger-" + i);
            recipe.sign(stranger);
        }
        return recipe;
    }
}
