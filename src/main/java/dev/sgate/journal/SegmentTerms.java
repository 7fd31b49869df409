package dev.sgate.journal;

import dev.sgate.seal.Base64Text;
import dev.sgate.seal.Fields;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a return journal says of itself: the payload of {@code .sgsync} in FORMATS, member by member.
 *
 * @param exportSerial grows with each export
 * @param tip the whole journal's newest event, equal in all parts
 * @param deviceCount how many device lines lead the attachment; they stand in part 1 only
 */
public record SegmentTerms(
        UUID applianceId,
        Sha256 fingerprint,
        long exportSerial,
        Instant exportedAt,
        long part,
        long parts,
        ChainHead tip,
        List<UUID> bundleIds,
        long firstSeq,
        long lastSeq,
        Sha256 previousHead,
        Sha256 head,
        long deviceCount,
        Events events) {
    /** How the attachment is packed. {@code length} and {@code sha256} are of the attachment as it is stored. */
    public record Events(
            long count, long unpackedLength, long length, Sha256 sha256, Optional<Encryption> encryption) {}

    /** HPKE to the vendor's journal key; {@code enc} is the 32 raw bytes of the sender's public key. */
    public record Encryption(String keyid, byte[] enc) {}

    private static final int ENC_BYTES = 32;
    static final String MEDIA_TYPE = "application/x-ndjson+gzip";
    static final Set<String> KNOWN = Set.of(
            "applianceId",
            "fingerprint",
            "exportSerial",
            "exportedAt",
            "part",
            "parts",
            "tip",
            "bundleIds",
            "firstSeq",
            "lastSeq",
            "previousHead",
            "head",
            "devices",
            "events",
            "critical");

    public SegmentTerms {
        bundleIds = List.copyOf(bundleIds);
    }

    static SegmentTerms read(Fields fields) {
        Fields tip = fields.getObject("tip");
        return new SegmentTerms(
                fields.getUuid("applianceId"),
                fields.getDigest("fingerprint"),
                fields.getInteger("exportSerial", 0, Limits.INTEGER_MAX),
                fields.getTime("exportedAt"),
                fields.getInteger("part", 1, Limits.INTEGER_MAX),
                fields.getInteger("parts", 1, Limits.INTEGER_MAX),
                new ChainHead(tip.getInteger("seq", 0, Limits.INTEGER_MAX), tip.getDigest("head")),
                fields.getUuids("bundleIds", Limits.LIST_MAX),
                fields.getInteger("firstSeq", 0, Limits.INTEGER_MAX),
                fields.getInteger("lastSeq", 0, Limits.INTEGER_MAX),
                fields.getDigest("previousHead"),
                fields.getDigest("head"),
                fields.getObject("devices").getInteger("count", 0, Limits.INTEGER_MAX),
                events(fields.getObject("events")));
    }

    private static Events events(Fields events) {
        if (!events.getString("mediaType").equals(MEDIA_TYPE)) {
            throw events.malformed("mediaType", events.getString("mediaType"));
        }
        return new Events(
                events.getInteger("count", 0, Limits.INTEGER_MAX),
                events.getInteger("unpackedLength", 0, Limits.JOURNAL_UNPACKED_MAX_BYTES),
                events.getInteger("length", 1, Limits.JOURNAL_FILE_MAX_BYTES),
                events.getDigest("sha256"),
                events.findObject("encryption").map(SegmentTerms::encryption));
    }

    private static Encryption encryption(Fields encryption) {
        byte[] enc = encryption.getBytes("enc");
        if (enc.length != ENC_BYTES) {
            throw encryption.malformed("enc", enc.length + " bytes");
        }
        return new Encryption(encryption.getName("keyid"), enc);
    }

    /** The payload, members in the order of the format page. */
    public Map<String, Object> toPayload() {
        return Payloads.members(
                "applianceId", applianceId,
                "fingerprint", fingerprint,
                "exportSerial", exportSerial,
                "exportedAt", exportedAt,
                "part", part,
                "parts", parts,
                "tip", Payloads.members("seq", tip.seq(), "head", tip.head()),
                "bundleIds", bundleIds,
                "firstSeq", firstSeq,
                "lastSeq", lastSeq,
                "previousHead", previousHead,
                "head", head,
                "devices", Payloads.members("count", deviceCount),
                "events",
                        Payloads.members(
                                "count", events.count,
                                "mediaType", MEDIA_TYPE,
                                "unpackedLength", events.unpackedLength,
                                "length", events.length,
                                "sha256", events.sha256,
                                "encryption",
                                        events.encryption.map(e -> Payloads.members(
                                                "keyid", e.keyid(), "enc", Base64Text.encode(e.enc())))));
    }
}
