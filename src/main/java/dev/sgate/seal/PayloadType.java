package dev.sgate.seal;

import java.util.Arrays;
import java.util.Optional;

/** What a sealed file is. Its signed {@code payloadType} decides, not the file's name (FORMATS, "The container"). */
public enum PayloadType {
    LICENSE("application/vnd.sgate.license.v1+json", ".sglic", Limits.ENVELOPE_MAX_BYTES),
    UPDATE("application/vnd.sgate.update.v1+json", ".sgupd", Limits.ENVELOPE_MAX_BYTES),
    JOURNAL("application/vnd.sgate.journal.v1+json", ".sgsync", Limits.SMALL_ENVELOPE_MAX_BYTES),
    TRUST("application/vnd.sgate.trust.v1+json", ".sgtrust", Limits.SMALL_ENVELOPE_MAX_BYTES),
    LEASE_KEY("application/vnd.sgate.leasekey.v1+json", "", Limits.SMALL_ENVELOPE_MAX_BYTES);

    private final String mediaType;
    private final String ending;
    private final int envelopeMaxBytes;

    PayloadType(String mediaType, String ending, int envelopeMaxBytes) {
        this.mediaType = mediaType;
        this.ending = ending;
        this.envelopeMaxBytes = envelopeMaxBytes;
    }

    /** The text in the envelope's {@code payloadType}. */
    public String mediaType() {
        return mediaType;
    }

    /** The usual file name ending with its dot; empty for what is never a file of its own. */
    public String ending() {
        return ending;
    }

    /** The longest envelope line of this type, in bytes without the line feed. */
    public int envelopeMaxBytes() {
        return envelopeMaxBytes;
    }

    /** The type with this media type, exactly as written; empty for any other text. */
    public static Optional<PayloadType> find(String mediaType) {
        return Arrays.stream(values())
                .filter(type -> type.mediaType.equals(mediaType))
                .findFirst();
    }
}
