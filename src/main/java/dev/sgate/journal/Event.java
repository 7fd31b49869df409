package dev.sgate.journal;

import dev.sgate.seal.Fields;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Sha256;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One event of a journal as it came back (FORMATS, {@code .sgsync}).
 *
 * @param seq its place in the chain, from 1
 * @param type the word as it stands; a reader keeps types that it does not know
 * @param prev the SHA-256 of the line before
 * @param fingerprint the device it is about, SHA-256 in hex
 * @param line the bytes of its line without the line feed: what is hashed, and what is kept
 */
public record Event(
        UUID id,
        long seq,
        Instant occurredAt,
        String type,
        Sha256 prev,
        Optional<UUID> licenseId,
        Optional<Sha256> fingerprint,
        Optional<String> instanceId,
        byte[] line) {

    static Event read(Fields fields, byte[] line) {
        fields.findObject("detail"); // kept within the line; here only its type counts
        return new Event(
                fields.getUuid("id"),
                fields.getInteger("seq", 1, Limits.INTEGER_MAX),
                fields.getTime("occurredAt"),
                fields.getText("type"),
                fields.getDigest("prev"),
                fields.findUuid("licenseId"),
                fields.findDigest("fingerprint"),
                fields.findText("instanceId"),
                line);
    }

    /** The SHA-256 of the line: what the next event points back to, and what tells two events with one number apart. */
    public Sha256 digest() {
        return Sha256.of(line);
    }
}
