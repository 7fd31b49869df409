package dev.sgate.vectors;

import static dev.sgate.vectors.Dsse.ascii;
import static dev.sgate.vectors.Dsse.concat;
import static dev.sgate.vectors.Recipe.aLicense;
import static dev.sgate.vectors.Recipe.change;
import static dev.sgate.vectors.Recipe.firstSignature;
import static dev.sgate.vectors.TestKeys.LICENSE_A;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/** JSON and base64 that are not read strictly elsewhere (THREATS P3 to P5). */
final class EncodingFlaws extends Catalogue {

    private static final String MALFORMED = "malformed";

    EncodingFlaws() {
        strictness();
        base64();
    }

    private void strictness() {
        spoiltText(
                "payload-twice",
                "A duplicate name, the same value.",
                "write payload twice",
                text -> text.replaceFirst("(\"payload\":\"[^\"]*\",)", "$1$1"));
        spoiltText(
                "payload-twice-by-escapes",
                "A duplicate name, once written with an escape.",
                "write pa\\u0079load too",
                text -> text.replaceFirst("\"payload\":", "\"pa\\\\u0079load\":\"\",\"payload\":"));
        spoiltText(
                "unknown-member-twice",
                "A duplicate name that nobody knows.",
                "add x twice",
                text -> "{\"x\":1,\"x\":1," + text.substring(1));
        spoiltText(
                "key-id-member-twice",
                "A duplicate name inside an entry.",
                "write keyid twice",
                text -> text.replace("\"keyid\":", "\"keyid\":\"stranger\",\"keyid\":"));
        spoiltText(
                "envelope-depth-17",
                "One level too deep, in an unknown member.",
                "add 16 brackets",
                text -> "{\"x\":" + "[".repeat(16) + "]".repeat(16) + "," + text.substring(1));
        spoiltText(
                "envelope-depth-100000",
                "Far too deep.",
                "add 100000 brackets",
                text -> "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "," + text.substring(1));
        spoiltText(
                "envelope-with-comment",
                "JSON has no comments.",
                "add a comment",
                text -> "{/* signed */" + text.substring(1));
        spoiltText("envelope-single-quotes", "JSON has no single quotes.", "' for \"", text -> text.replace('"', '\''));
        spoiltText(
                "envelope-trailing-comma",
                "A comma before the end.",
                "add a comma",
                text -> text.substring(0, text.length() - 1) + ",}");
        spoiltText("envelope-nan", "NaN is no number.", "add NaN", text -> "{\"x\":NaN," + text.substring(1));
        spoiltText(
                "envelope-leading-zero",
                "A number with a leading zero, in an unknown member.",
                "add 01",
                text -> "{\"x\":01," + text.substring(1));
        spoiltText(
                "envelope-lone-surrogate",
                "Half a character, by escape, in an unknown member.",
                "add \\ud800",
                text -> "{\"x\":\"\\ud800\"," + text.substring(1));
        spoiltText(
                "envelope-swapped-surrogates",
                "Two halves in the wrong order, in a name.",
                "add \\udc00\\ud800",
                text -> "{\"\\udc00\\ud800\":1," + text.substring(1));
        spoiltText(
                "envelope-tab-in-text",
                "A control character without an escape.",
                "add a tab",
                text -> "{\"x\":\"\t\"," + text.substring(1));
        spoiltText("envelope-nul-between-tokens", "A NUL byte.", "add 00", text -> "{\0" + text.substring(1));
        spoiltLine(
                "envelope-overlong-utf-8",
                "/ written in two bytes.",
                "add C0 AF in an unknown member",
                line -> concat(
                        ascii("{\"x\":\""), Bytes.hex("c0af"), ascii("\","), Arrays.copyOfRange(line, 1, line.length)));
        spoiltLine(
                "envelope-surrogate-in-utf-8",
                "A surrogate written as if it were a character.",
                "add ED A0 80 in an unknown member",
                line -> concat(
                        ascii("{\"x\":\""),
                        Bytes.hex("eda080"),
                        ascii("\","),
                        Arrays.copyOfRange(line, 1, line.length)));
        spoiltLine(
                "envelope-latin-1",
                "Not UTF-8.",
                "add E9 in an unknown member",
                line -> concat(
                        ascii("{\"x\":\""), Bytes.hex("e9"), ascii("\","), Arrays.copyOfRange(line, 1, line.length)));
    }

    private void base64() {
        license(
                "base64-spare-bits",
                MALFORMED,
                "The last character of the payload has bits that end up in no byte.",
                padded().envelope(
                                "last character of payload with spare bits",
                                change("payload", EncodingFlaws::spareBits)));
        license(
                "base64-half-padding",
                MALFORMED,
                "One = where two belong.",
                padded().envelope("one = less", change("payload", text -> text.substring(0, text.length() - 1))));
        license(
                "base64-too-much-padding",
                MALFORMED,
                "Three = behind a full group.",
                full().envelope("add ===", change("payload", text -> text + "===")));
        license(
                "base64-padding-of-nothing",
                MALFORMED,
                "A lone = behind a full group.",
                full().envelope("add =", change("payload", text -> text + "=")));
        license(
                "base64-one-character-left",
                MALFORMED,
                "No byte has six bits.",
                full().envelope("add A", change("payload", text -> text + "A")));
        license(
                "base64-with-line-break",
                MALFORMED,
                "A line break, as in a mail.",
                full().envelope(
                                "break after 76 characters",
                                change("payload", text -> text.substring(0, 76) + "\r\n" + text.substring(76))));
        license(
                "base64-with-space",
                MALFORMED,
                "A space behind.",
                full().envelope("add a space", change("payload", text -> text + " ")));
        license(
                "base64-two-alphabets",
                MALFORMED,
                "Standard and URL-safe in one string.",
                full().envelope("sig becomes AA+_", firstSignature(it -> it.put("sig", "AA+_"))));
        license(
                "base64-foreign-letter",
                MALFORMED,
                "A letter that only looks right.",
                full().envelope("a Cyrillic A", change("payload", text -> "\u0410" + text.substring(1))));
        license(
                "base64-hex",
                MALFORMED,
                "The signature in hex with colons.",
                full().envelope("sig in hex", firstSignature(it -> it.put("sig", "00:ff"))));
    }

    /** A license whose payload has one byte more than full groups of base64. */
    private static Recipe padded() {
        return aligned(1);
    }

    private static Recipe full() {
        return aligned(0);
    }

    /** A license whose payload has this remainder modulo 3. */
    private static Recipe aligned(int remainder) {
        int length = Json.write(Samples.license()).length();
        int more = Math.floorMod(remainder - length, 3);
        return aLicense()
                .payload("add " + more + " spaces", bytes -> concat(bytes, ascii(" ".repeat(more))))
                .sign(LICENSE_A);
    }

    private static String spareBits(String base64) {
        int last = base64.indexOf('=') - 1;
        return base64.substring(0, last) + (char) (base64.charAt(last) + 1) + base64.substring(last + 1);
    }

    private void spoiltLine(String name, String description, String what, UnaryOperator<byte[]> change) {
        license(name, MALFORMED, description, aLicense().sign(LICENSE_A).line(what, change));
    }

    private void spoiltText(String name, String description, String what, UnaryOperator<String> change) {
        license(name, MALFORMED, description, aLicense().sign(LICENSE_A).envelopeText(what, change));
    }
}
