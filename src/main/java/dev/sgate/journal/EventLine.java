package dev.sgate.journal;

import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * One event in its place in the chain: the bytes of its line as they are stored, exported and hashed, without the line feed.
 *
 * @param seq no gaps, from 1
 * @param line UTF-8 JSON, at most 64 KiB with its line feed
 */
public record EventLine(long seq, UUID id, byte[] line) {
    /** Puts a draft behind {@code before}: the next sequence number, the link to the line before. */
    public static EventLine append(ChainHead before, UUID id, EventDraft draft) {
        long seq = before.seq() + 1;
        byte[] line = Payloads.toJson(Payloads.members(
                "id", id,
                "seq", seq,
                "occurredAt", draft.occurredAt(),
                "type", draft.type().word(),
                "prev", before.head(),
                "licenseId", draft.licenseId(),
                "fingerprint", draft.fingerprint(),
                "instanceId", draft.instanceId(),
                "detail", draft.detail()));
        return new EventLine(seq, id, line);
    }

    /** The head of a journal that ends with this event. */
    public ChainHead head() {
        return new ChainHead(seq, Sha256.of(line));
    }

    /** The line as text. */
    public String text() {
        return new String(line, StandardCharsets.UTF_8);
    }
}
