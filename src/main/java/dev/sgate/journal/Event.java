package dev.sgate.journal;

import dev.sgate.seal.Fields;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.WireTime;
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
 * @param leaseUntil the end of a lease that {@code detail} tells of; empty where that is no time of ours
 * @param line the bytes of its line without the line feed: what is hashed, and what is kept
 * @param digest the SHA-256 of the line: what the next event points back to, and what tells two events with one number apart
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
        Optional<Instant> leaseUntil,
        byte[] line,
        Sha256 digest) {
    static Event read(Fields fields, byte[] line) {
        return new Event(
                fields.getUuid("id"),
                fields.getInteger("seq", 1, Limits.INTEGER_MAX),
                fields.getTime("occurredAt"),
                fields.getText("type"),
                fields.getDigest("prev"),
                fields.findUuid("licenseId"),
                fields.findDigest("fingerprint"),
                fields.findText("instanceId"),
                fields.findObject("detail")
                        .flatMap(detail -> detail.ifText("leaseUntil"))
                        .flatMap(WireTime::find),
                line,
                Sha256.of(line));
    }
}
