package dev.sgate.license.lease;

import dev.sgate.seal.Fields;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.WireText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * What a lease says, before anybody signed it: Keylight v3 (LEASE-PROTOCOL 4). The signed text has no escaping, so key id and
 * entitlements are names as FORMATS has them: no {@code |}, no comma, no control character, ASCII alone.
 *
 * @param kid the id of the key that signs it
 * @param licenseKeyHash the SHA-256 of the normalised license key
 * @param instanceId the activation it belongs to
 * @param issuedAt when it was signed; cut to whole seconds
 * @param expiresAt its last second, cut to whole seconds; readers allow 300 s more
 * @param entitlements in ascending order, upper case before lower; doubles are kept
 */
public record LeaseTerms(
        Kid kid,
        Sha256 licenseKeyHash,
        UUID instanceId,
        Instant issuedAt,
        Instant expiresAt,
        LeaseStatus status,
        List<String> entitlements) {
    private static final String VERSION = "v3";

    /** @throws IllegalArgumentException for a key id or an entitlement that is no name: a fault of the configuration */
    public LeaseTerms {
        requireName(kid.value());
        entitlements.forEach(LeaseTerms::requireName);
        entitlements = entitlements.stream().sorted().toList();
        issuedAt = issuedAt.truncatedTo(ChronoUnit.SECONDS);
        expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
    }

    private static void requireName(String text) {
        if (!WireText.isName(text)) {
            throw new IllegalArgumentException("cannot stand in a lease: a name of " + text.length() + " characters");
        }
    }

    static LeaseTerms read(Fields lease) {
        return new LeaseTerms(
                new Kid(lease.getName("kid")),
                lease.getDigest("licenseKeyHash"),
                lease.getUuid("instanceId"),
                seconds(lease, "issuedAt"),
                seconds(lease, "expiresAt"),
                lease.getChoice("status", LeaseStatus::find),
                lease.getNames("entitlements", Limits.LIST_MAX));
    }

    /** Up to the last second of the year 9999, which every reader can write as a date. */
    private static Instant seconds(Fields lease, String name) {
        return Instant.ofEpochSecond(lease.getInteger(name, 0, 253_402_300_799L));
    }

    /** The text that is signed: {@code v3|kid|licenseKeyHash|instanceId|issuedAt|expiresAt|status|ent1,ent2}. */
    public String signedText() {
        return String.join(
                "|",
                VERSION,
                kid.value(),
                licenseKeyHash.hex(),
                instanceId.toString(),
                Long.toString(issuedAt.getEpochSecond()),
                Long.toString(expiresAt.getEpochSecond()),
                status.word(),
                String.join(",", entitlements));
    }

    /** The bytes of {@link #signedText()}: UTF-8, no line feed. */
    byte[] signedBytes() {
        return signedText().getBytes(StandardCharsets.UTF_8);
    }
}
