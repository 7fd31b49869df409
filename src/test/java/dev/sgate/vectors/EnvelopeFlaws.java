package dev.sgate.vectors;

import static dev.sgate.vectors.Dsse.ascii;
import static dev.sgate.vectors.Dsse.concat;
import static dev.sgate.vectors.Recipe.aLicense;
import static dev.sgate.vectors.Recipe.change;
import static dev.sgate.vectors.Recipe.firstSignature;
import static dev.sgate.vectors.TestKeys.LICENSE_A;
import static dev.sgate.vectors.TestKeys.LICENSE_B;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Envelopes that are none (THREATS P1, P5, P7). */
final class EnvelopeFlaws extends Catalogue {

    private static final String MALFORMED = "malformed";

    EnvelopeFlaws() {
        edges();
        members();
    }

    private void edges() {
        spoiltFile("file-empty", "No byte at all.", "cut to 0 bytes", file -> new byte[0]);
        spoiltFile("file-one-line-feed", "An empty line.", "replace by one line feed", file -> ascii("\n"));
        spoiltFile(
                "file-is-text",
                "A letter to the operator.",
                "replace by a sentence",
                file -> ascii("Dear operator,\n"));
        spoiltFile(
                "envelope-cut-in-the-payload",
                "The first 500 bytes.",
                "cut to 500 bytes",
                file -> Arrays.copyOf(file, 500));
        spoiltFile(
                "envelope-behind-a-space",
                "The first byte is not {.",
                "add a space before",
                file -> concat(ascii(" "), file));
        spoiltFile(
                "envelope-behind-a-line-feed",
                "The first line is empty.",
                "add a line feed before",
                file -> concat(ascii("\n"), file));
        spoiltFile("envelope-in-gzip", "The file was packed on the way.", "pack with gzip", Bytes::gzip);
        spoiltFile(
                "envelope-in-utf-16",
                "The file was saved by an editor.",
                "write in UTF-16",
                file -> new String(file, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16));
        spoiltLine(
                "envelope-with-byte-order-mark",
                "A byte order mark leads.",
                "add EF BB BF before",
                line -> concat(Bytes.hex("efbbbf"), line));
        spoiltLine(
                "envelope-ends-with-space",
                "The last byte before the line feed is not }.",
                "add a space behind",
                line -> concat(line, ascii(" ")));
        spoiltLine(
                "envelope-ends-with-cr-lf", "A Windows line end.", "add 0D behind", line -> concat(line, ascii("\r")));
        spoiltLine(
                "envelope-over-two-lines",
                "A line feed between two members.",
                "break the line before payload",
                text(line -> line.replace(",\"payload\"", ",\n\"payload\"")));
        spoiltLine(
                "envelope-in-a-list",
                "A list with one envelope.",
                "put into brackets",
                line -> concat(ascii("["), line, ascii("]")));
        spoiltLine(
                "two-envelopes-on-one-line",
                "A second envelope follows the first without a line feed.",
                "write it twice",
                line -> concat(line, line));
    }

    private void members() {
        envelope(
                        "envelope-without-payload",
                        "No payload.",
                        aLicense().sign(LICENSE_A).envelope("leave out payload", it -> it.remove("payload")))
                .evidence("field", "envelope.payload");
        envelope(
                "envelope-without-type",
                "No payloadType.",
                aLicense().sign(LICENSE_A).envelope("leave out payloadType", it -> it.remove("payloadType")));
        envelope(
                "envelope-without-signatures",
                "No member signatures.",
                aLicense().sign(LICENSE_A).envelope("leave out signatures", it -> it.remove("signatures")));
        envelope("signatures-empty", "Unsigned: an empty list is no success (libjcat, CVE-2020-10759).", aLicense());
        envelope(
                "signatures-an-object",
                "One signature that is not in a list.",
                aLicense()
                        .sign(LICENSE_A)
                        .envelope(
                                "signatures becomes its only element",
                                it -> it.put("signatures", Dsse.entry("license-a", new byte[64]))));
        envelope(
                "signatures-seventeen",
                "One more than there may be.",
                GoodLicenses.strangers(aLicense(), 16).sign(LICENSE_A));
        envelope(
                        "key-id-twice",
                        "One key cannot count twice: its id stands twice.",
                        aLicense().sign(LICENSE_A, LICENSE_A))
                .evidence("field", "envelope.signatures.keyid");
        envelope(
                        "key-id-twice-under-a-pair",
                        "One key signs twice to be two.",
                        aLicense().sign(LICENSE_B, LICENSE_B))
                .underPairs();
        envelope(
                "unknown-key-id-twice",
                "Also an id that nobody knows stands once.",
                aLicense().sign(LICENSE_A, TestKeys.STRANGER, TestKeys.STRANGER));
        envelope(
                "key-id-a-number",
                "An ill-typed key id.",
                aLicense().sign(LICENSE_A).envelope("keyid becomes 1", firstSignature(it -> it.put("keyid", 1))));
        envelope(
                "key-id-null",
                "null is ill-typed, not absent.",
                aLicense()
                        .sign(LICENSE_A)
                        .envelope("keyid becomes null", firstSignature(it -> it.put("keyid", Json.NULL))));
        envelope(
                "signature-missing",
                "An entry without sig.",
                aLicense().sign(LICENSE_A).envelope("leave out sig", firstSignature(it -> it.remove("sig"))));
        envelope(
                "payload-an-object",
                "The payload stands there as JSON.",
                aLicense()
                        .sign(LICENSE_A)
                        .envelope("payload becomes an object", it -> it.put("payload", Samples.license())));
        envelope(
                "payload-null",
                "null is ill-typed.",
                aLicense().sign(LICENSE_A).envelope("payload becomes null", it -> it.put("payload", Json.NULL)));
        envelope(
                "type-a-list",
                "An ill-typed payloadType.",
                aLicense()
                        .sign(LICENSE_A)
                        .envelope(
                                "payloadType becomes a list",
                                it -> it.put("payloadType", List.of("application/vnd.sgate.license.v1+json"))));
    }

    private Draft envelope(String name, String description, Recipe recipe) {
        return license(name, MALFORMED, description, recipe);
    }

    private void spoiltFile(String name, String description, String what, UnaryOperator<byte[]> change) {
        license(name, MALFORMED, description, aLicense().sign(LICENSE_A).file(what, change));
    }

    private void spoiltLine(String name, String description, String what, UnaryOperator<byte[]> change) {
        license(name, MALFORMED, description, aLicense().sign(LICENSE_A).line(what, change));
    }

    private static UnaryOperator<byte[]> text(UnaryOperator<String> change) {
        return bytes -> Dsse.utf8(change.apply(new String(bytes, StandardCharsets.UTF_8)));
    }
}
