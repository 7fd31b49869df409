package dev.sgate.vectors;

import static dev.sgate.vectors.Dsse.ascii;
import static dev.sgate.vectors.Dsse.concat;
import static dev.sgate.vectors.Recipe.aLicense;
import static dev.sgate.vectors.Recipe.anUpdate;
import static dev.sgate.vectors.Recipe.change;
import static dev.sgate.vectors.TestKeys.LICENSE_A;
import static dev.sgate.vectors.TestKeys.ROOT_A;
import static dev.sgate.vectors.TestKeys.ROOT_B;
import static dev.sgate.vectors.TestKeys.UPDATE_A;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Attachments that are not what was promised, and what follows where nothing may (THREATS P1, U5, U9). */
final class AttachmentFlaws extends Catalogue {

    private static final String MALFORMED = "malformed";

    AttachmentFlaws() {
        attachments();
        remainders();
    }

    private void attachments() {
        broken("attachment-missing", "truncated", "Nothing behind the envelope.", "leave out", bytes -> new byte[0]);
        broken(
                "attachment-one-byte-short",
                "truncated",
                "One byte is missing.",
                "cut 1 byte",
                bytes -> Arrays.copyOf(bytes, bytes.length - 1));
        broken(
                "attachment-half",
                "truncated",
                "The stick was pulled half-way.",
                "cut to 150 bytes",
                bytes -> Arrays.copyOf(bytes, 150));
        broken(
                "attachment-one-byte-more",
                "trailing-data",
                "One zero byte behind.",
                "add 00",
                bytes -> Arrays.copyOf(bytes, bytes.length + 1));
        broken(
                "attachment-line-feed-more",
                "trailing-data",
                "An editor added a line feed.",
                "add a line feed",
                bytes -> concat(bytes, ascii("\n")));
        broken(
                "attachment-twice",
                "trailing-data",
                "The attachment follows itself.",
                "write it twice",
                bytes -> concat(bytes, bytes));
        broken(
                "attachment-bit-flipped",
                "digest-mismatch",
                "One bit is different.",
                "flip a bit of byte 100",
                bytes -> OddSignatures.flipped(bytes, 100));
        broken(
                "attachment-zeros",
                "digest-mismatch",
                "A block that was never written.",
                "fill with zeros",
                bytes -> new byte[bytes.length]);
        broken(
                "attachment-shifted",
                "digest-mismatch",
                "The right bytes behind a wrong first one, the length kept.",
                "shift by one byte",
                bytes -> Arrays.copyOf(concat(ascii("\n"), bytes), bytes.length));
        broken(
                "attachment-of-another",
                "digest-mismatch",
                "Another file of the same length (THREATS U5).",
                "replace by another",
                bytes -> ascii("y".repeat(bytes.length)));
        update(
                        "length-over-what-is-there",
                        "truncated",
                        "The signed length is 2^31 and the file has 300 bytes.",
                        anUpdate().set("app.length", 2_147_483_648L).sign(UPDATE_A))
                .evidence("expectedBytes", 2_147_483_648L);
        update(
                "length-under-what-is-there",
                "trailing-data",
                "The signed length covers only the start of the file (RAUC, CVE-2026-34155).",
                anUpdate().set("app.length", 100).sign(UPDATE_A));
        update(
                "largest-length",
                "truncated",
                "2^32-2 bytes were promised.",
                anUpdate().set("app.length", 4_294_967_294L).sign(UPDATE_A));
        update(
                "line-feed-missing",
                "truncated",
                "The file ends with the envelope, without a line feed, where an attachment was promised.",
                anUpdate().sign(UPDATE_A).lineEnd("none", new byte[0]).attachment("leave out", bytes -> new byte[0]));
        update(
                "attachment-on-the-envelope-line",
                MALFORMED,
                "The attachment follows without a line feed: the line does not end with }.",
                anUpdate().sign(UPDATE_A).lineEnd("none", new byte[0]));
    }

    private void broken(String name, String expect, String description, String what, UnaryOperator<byte[]> change) {
        update(name, expect, description, anUpdate().sign(UPDATE_A).attachment(what, change));
    }

    private void remainders() {
        license(
                "license-with-remainder",
                "trailing-data",
                "A license without update has no attachment.",
                aLicense().sign(LICENSE_A).attach("one byte", ascii("x")));
        license(
                "license-two-line-feeds",
                "trailing-data",
                "An empty line behind.",
                aLicense().sign(LICENSE_A).attach("a line feed", ascii("\n")));
        license(
                "license-behind-a-license",
                "trailing-data",
                "Two licenses in one file (THREATS P1).",
                aLicense().sign(LICENSE_A).file("write it twice", file -> concat(file, file)));
        trust(
                "trust-with-remainder",
                "trailing-data",
                "A trust document has no attachment.",
                Recipe.aTrust().sign(ROOT_A, ROOT_B).attach("zeros up to a block of 512 bytes", new byte[512]));
    }
}
