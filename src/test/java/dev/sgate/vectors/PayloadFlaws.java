package dev.sgate.vectors;

import static dev.sgate.vectors.Dsse.ascii;
import static dev.sgate.vectors.Dsse.concat;
import static dev.sgate.vectors.Recipe.aLicense;
import static dev.sgate.vectors.Recipe.anUpdate;
import static dev.sgate.vectors.TestKeys.LICENSE_A;
import static dev.sgate.vectors.TestKeys.LICENSE_REVOKED;
import static dev.sgate.vectors.TestKeys.STRANGER;
import static dev.sgate.vectors.TestKeys.UPDATE_A;

import dev.sgate.vectors.Json.Raw;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Payloads that a trusted key signed and that are not JSON as it is read strictly, or have a value of no known form. */
final class PayloadFlaws extends Catalogue {
    private static final String MALFORMED = "malformed";
    private static final String UNSUPPORTED = "unsupported-version";

    PayloadFlaws() {
        json();
        integers();
        times();
        texts();
        versions();
    }

    private void json() {
        bytes("json-empty", "No byte.", "empty", payload -> new byte[0]);
        bytes("json-two-objects", "A second object behind.", "add {}", payload -> concat(payload, ascii("{}")));
        bytes(
                "json-in-a-list",
                "A list of one license.",
                "put into brackets",
                payload -> concat(ascii("["), payload, ascii("]")));
        bytes(
                "json-byte-order-mark",
                "A byte order mark.",
                "add EF BB BF before",
                payload -> concat(Bytes.hex("efbbbf"), payload));
        bytes(
                "json-cut",
                "The last brace is missing.",
                "cut 1 byte",
                payload -> Arrays.copyOf(payload, payload.length - 1));
        bytes(
                "json-overlong",
                "The customer's name in overlong UTF-8.",
                "L becomes C1 8C",
                payload -> new String(payload, java.nio.charset.StandardCharsets.ISO_8859_1)
                        .replace("Lighthouse", "\u00c1\u008cighthouse")
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        text(
                "json-serial-twice",
                "Which one counts?",
                "add a second serial",
                text -> text.replace("\"serial\":5", "\"serial\":5,\"serial\":500"));
        text(
                "json-serial-twice-by-escapes",
                "The second is written with an escape (THREATS P3).",
                "add \\u0073erial",
                text -> text.replace("\"serial\":5", "\"serial\":5,\"\\u0073erial\":500"));
        text(
                "json-size-twice",
                "A duplicate name in a nested object.",
                "add a second pool.size",
                text -> text.replace("\"size\":2", "\"size\":2,\"size\":200"));
        text(
                "json-depth-17",
                "One level too deep.",
                "add 16 brackets",
                text -> "{\"x\":" + "[".repeat(16) + "]".repeat(16) + "," + text.substring(1));
        text(
                "json-lone-surrogate",
                "Half a character at the end of the customer's name.",
                "add \\udfff",
                text -> text.replace("Works", "Works\\udfff"));
        text("json-infinity", "Infinity is no number.", "add Infinity", text -> "{\"x\":Infinity," + text.substring(1));
        text("json-plus-sign", "No number starts with +.", "+5", text -> text.replace("\"serial\":5", "\"serial\":+5"));
        text(
                "json-hexadecimal",
                "No number is hexadecimal.",
                "0x5",
                text -> text.replace("\"serial\":5", "\"serial\":0x5"));
    }

    private void bytes(String name, String description, String what, UnaryOperator<byte[]> change) {
        license(name, MALFORMED, description, aLicense().payload(what, change).sign(LICENSE_A));
    }

    private void text(String name, String description, String what, UnaryOperator<String> change) {
        license(
                name,
                MALFORMED,
                description,
                aLicense().payloadText(what, change).sign(LICENSE_A));
    }

    private void integers() {
        bad("serial-negative", "Below zero.", "serial", new Raw("-1"));
        bad("serial-minus-zero", "No sign, also before a zero.", "serial", new Raw("-0"));
        bad("serial-leading-zero", "05 is no JSON.", "serial", new Raw("05"), "json");
        bad("serial-fraction", "No fraction, also of zero.", "serial", new Raw("5.0"));
        bad("serial-exponent", "No exponent.", "serial", new Raw("5e0"));
        bad("serial-2-to-53", "One more than 2^53-1.", "serial", new Raw("9007199254740992"));
        bad("serial-2-to-64", "Wraps to zero where nobody looks.", "serial", new Raw("18446744073709551616"));
        bad("serial-1e400", "Infinite for a floating point number.", "serial", new Raw("1e400"));
        bad("serial-of-10000-digits", "A number that takes long to compute.", "serial", new Raw("9".repeat(10_000)));
        bad("serial-huge-exponent", "10^100000000, which nobody may compute.", "serial", new Raw("1E100000000"));
        bad("serial-as-text", "A number in quotes.", "serial", "5");
        bad("serial-true", "A truth value.", "serial", true);
        bad("serial-null", "null is ill-typed.", "serial", Json.NULL);
        bad("serial-missing", "A field that must be there.", aLicense().drop("serial"), "serial");
    }

    private void times() {
        bad("time-with-offset", "Only Z.", "validUntil", "2027-01-01T00:00:00+00:00");
        bad("time-with-fraction", "Whole seconds only.", "validUntil", "2027-01-01T00:00:00.000Z");
        bad("time-with-space", "A T between day and hour.", "validUntil", "2027-01-01 00:00:00Z");
        bad("time-february-30", "No such day.", "validUntil", "2027-02-30T00:00:00Z");
        bad("time-24-hours", "No such hour.", "issuedAt", "2026-01-01T24:00:00Z");
        bad("time-leap-second", "No such second.", "issuedAt", "2016-12-31T23:59:60Z");
        bad("time-year-of-five-digits", "Four digits.", "validUntil", "12027-01-01T00:00:00Z");
        bad("time-a-number", "Seconds since 1970.", "issuedAt", 1_767_225_600);
        bad("time-in-other-digits", "Arabic-Indic digits.", "issuedAt", "\u0662\u0660\u0662\u0666-01-01T00:00:00Z");
    }

    private void texts() {
        bad("text-empty", "At least one code point.", "customer", "");
        bad("text-of-201", "At most 200 code points.", "customer", "x".repeat(201));
        bad("text-with-control", "No control characters.", "customer", "Light\u001b[2Jhouse");
        bad("text-with-line-feed", "No line feed either.", "customer", "Light\nhouse");
        bad("text-with-c1-control", "U+009B starts a terminal sequence too.", "customer", "Light\u009b2Jhouse");
        bad(
                "text-right-to-left",
                "A bidirectional override hides what stands there.",
                "customer",
                "Light\u202egpj.exe");
        bad("text-isolate", "A bidirectional isolate.", "customer", "Light\u2066house");
        bad("text-arabic-letter-mark", "A bidirectional mark.", "customer", "Light\u061chouse");
        bad("text-line-separator", "U+2028.", "customer", "Light\u2028house");
        bad("text-a-number", "A number is no text.", "customer", 7);
        bad("name-with-space", "Names have no spaces.", "site", "north tower");
        bad("name-with-dot-first", "Names start with a letter or digit.", "site", ".north");
        bad("name-a-path", "Names are no paths.", "site", "../north");
        bad("name-of-65", "At most 64 characters.", "site", "n".repeat(65));
        bad("name-not-ascii", "ASCII only.", "site", "n\u00f6rd");
        bad("name-with-line-feed-behind", "Nothing behind the last character.", "site", "north\n");
        bad("product-in-capitals", "Products are lower case.", "product", "Lantern");
        bad("product-with-dot", "Products have no dots.", "product", "lantern.pro");
        bad(
                "digest-in-capitals",
                "Digests are lower case.",
                "licenseKeyHash",
                Samples.LICENSE_KEY_HASH.toUpperCase(java.util.Locale.ROOT));
        bad("digest-of-63", "64 digits.", "licenseKeyHash", Samples.LICENSE_KEY_HASH.substring(1));
        bad("uuid-in-capitals", "UUIDs are lower case.", "bundleId", "0B54C9D0-4A5E-4C8C-9A52-0D4C5A2F1E01");
        bad("uuid-without-hyphens", "8-4-4-4-12.", "licenseId", "7d3c2b1a9f8e4d6c8b5a1f2e3d4c5b6a");
        bad(
                "uuid-with-short-groups",
                "java.util.UUID would fill up the zeros.",
                "licenseId",
                "7d3c2b1a-9f8e-4d6c-8b5a-1f2e3d4c5b6");
    }

    private void bad(String name, String description, String field, Object value) {
        bad(name, description, field, value, field);
    }

    private void bad(String name, String description, String field, Object value, String evidence) {
        bad(name, description, aLicense().set(field, value), evidence);
    }

    private void bad(String name, String description, Recipe recipe, String evidence) {
        license(name, MALFORMED, description, recipe.sign(LICENSE_A)).evidence("field", evidence);
    }

    private void versions() {
        license(
                "type-of-version-2",
                UNSUPPORTED,
                "A license of the next format.",
                typed("application/vnd.sgate.license.v2+json").sign(LICENSE_A));
        license(
                "type-of-another-maker",
                UNSUPPORTED,
                "in-toto's type, signed by our key.",
                typed("application/vnd.in-toto+json").sign(LICENSE_A));
        license(
                "type-in-capitals",
                UNSUPPORTED,
                "Types are compared byte by byte.",
                typed("Application/vnd.sgate.license.v1+JSON").sign(LICENSE_A));
        license(
                "type-empty",
                UNSUPPORTED,
                "An empty type is no known one.",
                typed("").sign(LICENSE_A));
        license(
                "type-of-a-lease-key",
                UNSUPPORTED,
                "A lease key is never a file of its own.",
                typed("application/vnd.sgate.leasekey.v1+json").sign(LICENSE_A));
        license(
                        "critical-unknown",
                        UNSUPPORTED,
                        "A field that must be understood and is not.",
                        aLicense()
                                .set("critical", List.of("pool", "quantumProof"))
                                .set("quantumProof", true)
                                .sign(LICENSE_A))
                .evidence("critical", "quantumProof");
        license(
                "critical-unknown-and-absent",
                UNSUPPORTED,
                "The name alone is enough.",
                aLicense().set("critical", List.of("customs")).sign(LICENSE_A));
        update(
                "critical-unknown-in-update",
                UNSUPPORTED,
                "License fields are unknown to an update.",
                anUpdate().set("critical", List.of("app", "serial")).sign(UPDATE_A));
        license(
                "critical-not-a-list",
                MALFORMED,
                "An ill-typed critical.",
                aLicense().set("critical", "pool").sign(LICENSE_A));
        license(
                "type-of-version-2-by-a-stranger",
                "unknown-key",
                "Signatures come before versions.",
                typed("application/vnd.sgate.license.v2+json").sign(STRANGER));
        license(
                "rubbish-by-a-stranger",
                "unknown-key",
                "Nothing in a payload is parsed before its signature holds (THREATS I8).",
                aLicense().payloadText("replace by {{{", text -> "{{{").sign(STRANGER));
        license(
                "rubbish-by-a-revoked-key",
                "revoked-key",
                "Nor where its key is revoked.",
                aLicense().payloadText("replace by {{{", text -> "{{{").sign(LICENSE_REVOKED));
    }

    private static Recipe typed(String type) {
        return Recipe.of("the sample license as " + (type.isEmpty() ? "nothing" : type), type, Samples.license());
    }
}
