package dev.sgate.license;

import dev.sgate.seal.Base64Text;
import dev.sgate.seal.Fields;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.X25519Key;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a license bundle says, as plain data: the payload of {@code .sglic} in FORMATS, member by member. The desk fills it in to
 * mint; the appliance gets it only inside a {@link LicenseBundle}, where it is proven.
 *
 * @param site the empty text where the bundle names none
 * @param appliances device key ids it is for; empty where the bundle names none
 * @param acks per appliance: up to which event the vendor holds its journal
 * @param journalKey the vendor's key that exports are also encrypted to
 * @param updateEnvelope the envelope line, without line feed, of the update whose attachment this file carries
 */
public record LicenseTerms(
        UUID bundleId,
        long serial,
        UUID licenseId,
        Sha256 licenseKeyHash,
        String product,
        String customer,
        String site,
        String tier,
        List<String> entitlements,
        Instant issuedAt,
        Instant validUntil,
        Optional<List<Sha256>> appliances,
        Optional<Instant> activateBy,
        Pool pool,
        RevocationList crl,
        Policy policy,
        Map<UUID, Ack> acks,
        Optional<JournalKey> journalKey,
        Optional<byte[]> updateEnvelope) {
    /** The event up to which the vendor holds a journal without a gap, and the digest of its line. */
    public record Ack(long seq, Sha256 head) {}

    /** The vendor's X25519 key for journals, 32 raw bytes; none of low order is ever read. */
    public record JournalKey(String keyid, byte[] x25519) {}

    static final Set<String> KNOWN = Set.of(
            "bundleId",
            "serial",
            "licenseId",
            "licenseKeyHash",
            "product",
            "customer",
            "site",
            "tier",
            "entitlements",
            "issuedAt",
            "validUntil",
            "appliances",
            "activateBy",
            "pool",
            "crl",
            "policy",
            "ack",
            "journalKey",
            "update",
            "critical");

    public LicenseTerms {
        entitlements = List.copyOf(entitlements);
        appliances = appliances.map(List::copyOf);
        acks = Map.copyOf(acks);
    }

    static LicenseTerms read(Fields fields) {
        return new LicenseTerms(
                fields.getUuid("bundleId"),
                fields.getInteger("serial", 0, Limits.INTEGER_MAX),
                fields.getUuid("licenseId"),
                fields.getDigest("licenseKeyHash"),
                fields.getProduct("product"),
                fields.getText("customer"),
                fields.findName("site").orElse(""),
                fields.getName("tier"),
                fields.getNames("entitlements", Limits.LIST_MAX).stream()
                        .distinct()
                        .toList(),
                fields.getTime("issuedAt"),
                fields.getTime("validUntil"),
                fields.has("appliances")
                        ? Optional.of(fields.getDigests("appliances", Limits.LIST_MAX))
                        : Optional.empty(),
                fields.findTime("activateBy"),
                Pool.read(fields.getObject("pool")),
                RevocationList.read(fields.getObject("crl")),
                fields.findObject("policy").map(Policy::read).orElse(Policy.DEFAULT),
                acks(fields),
                fields.findObject("journalKey").map(LicenseTerms::journalKey),
                fields.findBytes("update"));
    }

    private static Map<UUID, Ack> acks(Fields fields) {
        Map<UUID, Ack> acks = new LinkedHashMap<>();
        fields.findObject("ack")
                .ifPresent(entries -> entries.names().forEach(id -> {
                    Fields ack = entries.getObject(id);
                    acks.put(
                            entries.uuidName(id),
                            new Ack(ack.getInteger("seq", 0, Limits.INTEGER_MAX), ack.getDigest("head")));
                }));
        return acks;
    }

    private static JournalKey journalKey(Fields key) {
        byte[] raw = key.getBytes("x25519");
        if (raw.length != X25519Key.BYTES) {
            throw key.malformed("x25519", raw.length + " bytes");
        }
        if (X25519Key.isWeak(raw)) {
            throw key.malformed("x25519", "a point of low order");
        }
        return new JournalKey(key.getName("keyid"), raw);
    }

    /** The payload of a bundle with these terms, members in the order of the format page. */
    public Map<String, Object> toPayload() {
        Map<String, Object> ackEntries = new LinkedHashMap<>();
        acks.forEach((appliance, ack) ->
                ackEntries.put(appliance.toString(), Payloads.members("seq", ack.seq(), "head", ack.head())));
        return Payloads.members(
                "bundleId", bundleId,
                "serial", serial,
                "licenseId", licenseId,
                "licenseKeyHash", licenseKeyHash,
                "product", product,
                "customer", customer,
                "site", site.isEmpty() ? Optional.empty() : Optional.of(site),
                "tier", tier,
                "entitlements", entitlements,
                "issuedAt", issuedAt,
                "validUntil", validUntil,
                "appliances", appliances,
                "activateBy", activateBy,
                "pool", pool.toPayload(),
                "crl", crl.toPayload(),
                "policy", policy.equals(Policy.DEFAULT) ? Optional.empty() : Optional.of(policy.toPayload()),
                "ack", ackEntries.isEmpty() ? Optional.empty() : Optional.of(ackEntries),
                "journalKey",
                        journalKey.map(key ->
                                Payloads.members("keyid", key.keyid(), "x25519", Base64Text.encode(key.x25519()))),
                "update", updateEnvelope.map(Base64Text::encode));
    }
}
