package dev.sgate.vectors;

import static dev.sgate.vectors.Recipe.aLicense;
import static dev.sgate.vectors.Recipe.aTrust;
import static dev.sgate.vectors.Recipe.anUpdate;
import static dev.sgate.vectors.TestKeys.LICENSE_A;
import static dev.sgate.vectors.TestKeys.ROOT_A;
import static dev.sgate.vectors.TestKeys.ROOT_B;
import static dev.sgate.vectors.TestKeys.UPDATE_A;

import java.util.Arrays;

/** Files at and beyond the limits of size. Most are made when they are needed and not kept. */
final class BigFiles extends Catalogue {
    private static final String TOO_LARGE = "too-large";

    BigFiles() {
        license(
                        "line-of-4-mib-and-one-byte",
                        TOO_LARGE,
                        "No line feed within the first 4 MiB; it is the next byte.",
                        aLicense().sign(LICENSE_A).line("pad to 4194304 bytes", line -> padded(line, 4 << 20)))
                .evidence("limitBytes", 4 << 20);
        license(
                "zeros-without-end",
                TOO_LARGE,
                "5 MiB of zeros: no envelope, no line feed.",
                aLicense().file("replace by 5 MiB of zeros", file -> new byte[5 << 20]));
        update(
                "open-brackets-without-end",
                TOO_LARGE,
                "4 MiB of open brackets: nobody may go down there.",
                anUpdate().file("replace by 4 MiB of {[[[", file -> brackets()));
        license(
                "line-feed-after-6-mb",
                TOO_LARGE,
                "A good signature does not help a line that nobody reads to its end.",
                aLicense().set("padding", "x".repeat(4_500_000)).sign(LICENSE_A));
        license(
                "license-for-30000-devices",
                "accepted",
                "A pool with 30,000 devices bound in advance, about 2.7 MiB.",
                aLicense()
                        .set("pool.size", 30_000)
                        .set("pool.devices", GoodLicenses.sorted(LicenseFlaws.numbers(30_000)))
                        .sign(LICENSE_A));
        trust(
                "trust-of-1-mib",
                "accepted",
                "A trust document of exactly 1 MiB.",
                aTrust().sign(ROOT_A, ROOT_B).line("pad to 1048576 bytes", line -> padded(line, 1 << 20)));
        trust(
                        "trust-over-1-mib",
                        TOO_LARGE,
                        "A trust document of one byte more.",
                        aTrust().sign(ROOT_A, ROOT_B).line("pad to 1048577 bytes", line -> padded(line, (1 << 20) + 1)))
                .evidence("limitBytes", 1 << 20);
        journal(
                "journal-over-1-mib",
                TOO_LARGE,
                "A journal's envelope of one byte over 1 MiB.",
                SampleJournal.journal().line("pad to 1048577 bytes", line -> padded(line, (1 << 20) + 1)));
        update(
                "crowd-of-members",
                TOO_LARGE,
                "300,000 unknown members in an envelope would fill a small heap, and nobody has signed them.",
                anUpdate().sign(UPDATE_A).envelopeText("add 300000 members", BigFiles::crowded));
        update(
                "crowd-of-brackets",
                TOO_LARGE,
                "A million empty lists in the envelope.",
                anUpdate().sign(UPDATE_A).envelopeText("add a million empty lists", BigFiles::bracketed));
        update(
                "update-of-100-kib",
                "accepted",
                "An attachment over more than one step of reading.",
                anUpdate()
                        .set("app.length", 100_000)
                        .set("app.sha256", java.util.HexFormat.of().formatHex(TestKeys.sha256(counted())))
                        .attach("100000 bytes that count up", counted())
                        .sign(UPDATE_A));
    }

    /** The envelope with an unknown member that brings it to this length. */
    static byte[] padded(byte[] line, int length) {
        byte[] start = Dsse.ascii(",\"padding\":\"");
        byte[] filler = new byte[length - line.length - start.length - 1];
        Arrays.fill(filler, (byte) 'x');
        return Dsse.concat(Arrays.copyOf(line, line.length - 1), start, filler, Dsse.ascii("\"}"));
    }

    private static byte[] brackets() {
        byte[] brackets = new byte[4 << 20];
        Arrays.fill(brackets, (byte) '[');
        brackets[0] = '{';
        return brackets;
    }

    private static String crowded(String envelope) {
        StringBuilder crowd = new StringBuilder(envelope.substring(0, envelope.length() - 1));
        for (int i = 0; i < 300_000; i++) {
            crowd.append(",\"").append(i).append("\":1");
        }
        return crowd.append('}').toString();
    }

    private static String bracketed(String envelope) {
        return envelope.substring(0, envelope.length() - 1) + ",\"lists\":[" + "[],".repeat(1_000_000) + "[]]}";
    }

    private static byte[] counted() {
        byte[] bytes = new byte[100_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + i / 256);
        }
        return bytes;
    }
}
