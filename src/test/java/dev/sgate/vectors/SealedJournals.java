package dev.sgate.vectors;

import static dev.sgate.vectors.Dsse.base64;
import static dev.sgate.vectors.Dsse.utf8;
import static dev.sgate.vectors.Samples.members;

import java.util.Arrays;
import java.util.HexFormat;

/** Journals that are encrypted to the desk's key, which lies in {@code trust/journal.pem}. */
final class SealedJournals extends Catalogue {
    /** The key id of {@code trust/journal.pem}. */
    static final String KEY_ID = "desk-journal";

    static final byte[] SECRET = HpkeByHand.secret(KEY_ID);

    private static final String BAD_SIGNATURE = "bad-signature";

    SealedJournals() {
        good();
        keys();
        places();
        damaged();
    }

    /** The private key as the desk's tools read it. */
    static byte[] pem() {
        byte[] prefix = HexFormat.of().parseHex("302e020100300506032b656e04220420");
        byte[] der = Arrays.copyOf(prefix, prefix.length + SECRET.length);
        System.arraycopy(SECRET, 0, der, prefix.length, SECRET.length);
        return utf8("TEST KEY, known to everybody\nKey-Id: " + KEY_ID + "\n-----BEGIN PRIVATE KEY-----\n" + base64(der)
                + "\n-----END PRIVATE KEY-----\n");
    }

    private static byte[] lines() {
        return Bytes.gzip(utf8(SampleJournal.sampleLines()));
    }

    private static byte[] info(String appliance, int exportSerial, int part) {
        return utf8("application/vnd.sgate.journal.v1+json\n" + appliance + "\n" + exportSerial + "\n" + part);
    }

    private static byte[] info() {
        return info(SampleJournal.applianceId(), 3, 1);
    }

    /** The sample journal with this message as its attachment. */
    private static Recipe with(String what, HpkeByHand.Sealed sealed, String keyid) {
        return SampleJournal.journal()
                .set("events.length", sealed.message().length)
                .set("events.sha256", HexFormat.of().formatHex(TestKeys.sha256(sealed.message())))
                .set("events.encryption", members("keyid", keyid, "enc", base64(sealed.enc())))
                .attach(what, sealed.message());
    }

    private static HpkeByHand.Sealed sealedFor(byte[] info) {
        return HpkeByHand.seal(HpkeByHand.publicKey(SECRET), info, lines());
    }

    private void good() {
        journal(
                "journal-encrypted",
                "accepted",
                "Encrypted to the desk: a known answer, made from RFC 9180 by hand.",
                with("its lines in gzip, sealed to " + KEY_ID, sealedFor(info()), KEY_ID));
    }

    private void keys() {
        journal(
                        "journal-encrypted-to-an-unknown-key",
                        "unknown-key",
                        "Nobody here has that key.",
                        with("its lines in gzip, sealed to " + KEY_ID, sealedFor(info()), "another-desk"))
                .evidence("keyid", "another-desk");
        byte[] other = HpkeByHand.publicKey(HpkeByHand.secret("another desk"));
        journal(
                "journal-encrypted-to-another-key",
                BAD_SIGNATURE,
                "The id is the desk's and the key is not.",
                with("sealed to another key", HpkeByHand.seal(other, info(), lines()), KEY_ID));
        journal(
                        "journal-encryption-without-keyid",
                        "malformed",
                        "Nobody knows whose it is.",
                        with("sealed to " + KEY_ID, sealedFor(info()), KEY_ID).drop("events.encryption.keyid"))
                .evidence("field", "events.encryption.keyid");
        journal(
                        "journal-encryption-without-enc",
                        "malformed",
                        "The sender's key is missing.",
                        with("sealed to " + KEY_ID, sealedFor(info()), KEY_ID).drop("events.encryption.enc"))
                .evidence("field", "events.encryption.enc");
    }

    private void places() {
        journal(
                "journal-encrypted-for-another-part",
                BAD_SIGNATURE,
                "Part 2's message in part 1's place.",
                with("sealed as part 2", sealedFor(info(SampleJournal.applianceId(), 3, 2)), KEY_ID));
        journal(
                "journal-encrypted-for-another-export",
                BAD_SIGNATURE,
                "The message of export 2 in export 3.",
                with("sealed as export 2", sealedFor(info(SampleJournal.applianceId(), 2, 1)), KEY_ID));
        journal(
                "journal-encrypted-for-another-appliance",
                BAD_SIGNATURE,
                "Another appliance's message.",
                with("sealed for another", sealedFor(info("0b54c9d0-4a5e-4c8c-9a52-0d4c5a2f1e01", 3, 1)), KEY_ID));
        journal(
                "journal-encrypted-with-another-enc",
                BAD_SIGNATURE,
                "The sender's key of another message.",
                with("sealed to " + KEY_ID, sealedFor(info()), KEY_ID)
                        .set(
                                "events.encryption.enc",
                                base64(HpkeByHand.publicKey(HpkeByHand.secret("another sender")))));
        journal(
                "journal-encrypted-enc-of-low-order",
                BAD_SIGNATURE,
                "A sender's key with which every secret is the same.",
                with("sealed to " + KEY_ID, sealedFor(info()), KEY_ID)
                        .set("events.encryption.enc", base64(new byte[32])));
    }

    private void damaged() {
        HpkeByHand.Sealed sealed = sealedFor(info());
        journal(
                "journal-encrypted-bit-flipped",
                BAD_SIGNATURE,
                "One bit of the message, and the digest made to fit.",
                with("flip a bit", changed(sealed, OddSignatures.flipped(sealed.message(), 50)), KEY_ID));
        journal(
                "journal-encrypted-cut",
                BAD_SIGNATURE,
                "Shorter than the tag of a message.",
                with("the first 9 bytes", changed(sealed, Arrays.copyOf(sealed.message(), 9)), KEY_ID));
        journal(
                "journal-not-encrypted-after-all",
                BAD_SIGNATURE,
                "Said to be encrypted, and it is not.",
                with("its lines in gzip", changed(sealed, lines()), KEY_ID));
        journal(
                        "journal-encrypted-and-not-said",
                        "malformed",
                        "Encrypted, and not said to be.",
                        with("sealed to " + KEY_ID, sealed, KEY_ID).drop("events.encryption"))
                .evidence("field", "attachment");
        journal(
                "journal-encrypted-twice-packed",
                "malformed",
                "The message opens, and holds two gzip members.",
                with(
                        "two members, sealed",
                        HpkeByHand.seal(HpkeByHand.publicKey(SECRET), info(), twice(lines())),
                        KEY_ID));
    }

    private static HpkeByHand.Sealed changed(HpkeByHand.Sealed sealed, byte[] message) {
        return new HpkeByHand.Sealed(sealed.enc(), message);
    }

    private static byte[] twice(byte[] bytes) {
        byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
        return twice;
    }
}
