package dev.sgate.journal;

/**
 * One {@code .sgsync} file: the envelope line, and behind it the attachment that was spooled as this part.
 *
 * @param part from 1
 * @param envelopeLine with its line feed
 * @param lastSeq the last event in it; that before the first, where it holds none
 * @param attachmentBytes how many bytes the spooled attachment has
 */
public record SegmentPart(int part, byte[] envelopeLine, long lastSeq, long attachmentBytes) {}
