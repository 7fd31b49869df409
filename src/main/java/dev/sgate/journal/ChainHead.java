package dev.sgate.journal;

import dev.sgate.seal.Sha256;

/**
 * The newest event of a journal: its sequence number and the SHA-256 of its line without the line feed, which binds all events
 * before it.
 *
 * @param seq 0 where there is no event yet; the digest then is 64 zeros
 */
public record ChainHead(long seq, Sha256 head) {
    /** The head of an empty journal. */
    public static final ChainHead EMPTY = new ChainHead(0, new Sha256("0".repeat(64)));
}
