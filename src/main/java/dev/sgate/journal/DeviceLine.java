package dev.sgate.journal;

import dev.sgate.seal.Fields;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import java.time.Instant;

/** A device that an appliance has seen, and when for the first and for the last time. */
public record DeviceLine(Sha256 fingerprint, Instant firstSeen, Instant lastSeen) {
    static DeviceLine read(Fields fields) {
        DeviceLine device = new DeviceLine(
                fields.getDigest("fingerprint"), fields.getTime("firstSeen"), fields.getTime("lastSeen"));
        if (device.lastSeen.isBefore(device.firstSeen)) {
            throw fields.malformed("lastSeen", "before firstSeen");
        }
        return device;
    }

    /** The line without its line feed. */
    public byte[] toLine() {
        return Payloads.toJson(
                Payloads.members("fingerprint", fingerprint, "firstSeen", firstSeen, "lastSeen", lastSeen));
    }
}
