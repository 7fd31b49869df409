package dev.sgate.license.lease;

import static dev.sgate.license.lease.LeaseFiles.DEVICE;
import static dev.sgate.license.lease.LeaseFiles.MACHINE_ID;
import static dev.sgate.license.lease.LeaseFiles.NOW;
import static dev.sgate.license.lease.LeaseFiles.changed;
import static dev.sgate.license.lease.LeaseFiles.file;
import static dev.sgate.license.lease.LeaseFiles.issuedAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sgate.license.LicenseBundle;
import dev.sgate.seal.Base64Text;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.Sha256;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a lease file is judged to be. It is one thing: each case is one file and the word for it. */
class LeaseFileTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static LeaseFinding judge(byte[] file) {
        return judge(file, NOW);
    }

    private static LeaseFinding judge(byte[] file, Instant now) {
        return LeaseFile.judge(file, TestKeys.keyring(), MACHINE_ID, now);
    }

    private static void assertInvalid(byte[] file, String code, String fact) {
        LeaseFinding finding = judge(file);
        assertThat(finding.word()).isEqualTo("invalid");
        Refusal why = finding.why().orElseThrow();
        assertThat(why.code().word()).as(why.toString()).isEqualTo(code);
        assertThat(why.evidence().facts()).containsKey(fact);
    }

    @Test
    void aGoodFileIsLicensed() {
        LeaseFile opened = Samples.get(LeaseFile.open(issuedAt(NOW), TestKeys.keyring()));

        assertThat(judge(issuedAt(NOW)).word()).isEqualTo("licensed");
        assertThat(opened.tenant()).isEqualTo("site");
        assertThat(opened.kid()).isEqualTo(LeaseFiles.KID);
        assertThat(opened.bundle().terms().product()).isEqualTo("lantern");
        assertThat(opened.lease().terms().entitlements()).containsExactly("base", "reports");
        assertThat(issuedAt(NOW)).hasSizeLessThan(4 << 10).endsWith('\n');
    }

    @Test
    void theInstanceComesFromTheMachineHash() {
        String machineHash = MachineHash.of("site", "lantern", MACHINE_ID).hex();
        String digest = Sha256.of(("sgate-lease-file-v1|" + machineHash).getBytes(StandardCharsets.UTF_8))
                .hex();

        assertThat(LeaseFile.instanceId(MachineHash.of("site", "lantern", MACHINE_ID))
                        .toString()
                        .replace("-", ""))
                .isEqualTo(digest.substring(0, 32));
        assertThat(HexFormat.of().parseHex(digest)).hasSize(32);
    }

    @Test
    void anotherMachineIsRefused() {
        LeaseFinding finding = LeaseFile.judge(issuedAt(NOW), TestKeys.keyring(), "another machine", NOW);

        assertThat(finding.word()).isEqualTo("invalid");
        assertThat(finding.why().orElseThrow().code().word()).isEqualTo("wrong-appliance");
    }

    @Test
    void theVendorMustBeKnown() {
        LeaseFinding finding = LeaseFile.judge(issuedAt(NOW), Keyring.nothing("no document"), MACHINE_ID, NOW);

        assertThat(finding.why().orElseThrow().code().word()).isEqualTo("unknown-key");
    }

    @Test
    void aBundleThatNamesNoApplianceGivesNoLeaseFile() {
        LicenseBundle nobodys = Samples.bundle(Samples.AS_IT_IS);
        byte[] line = Sealer.seal(PayloadType.LICENSE, Samples.license(), List.of(TestKeys.LICENSE_A));

        assertThat(LeaseFile.isPossible(
                        nobodys.terms(), Sha256.of(DEVICE.key().publicKey().spki())))
                .isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> file(Samples.AS_IT_IS, UnaryOperator.identity(), NOW));
        assertInvalid(withBundle(line), "wrong-appliance", "deviceKeyId");
    }

    @Test
    void aBundleForAnotherApplianceIsRefused() {
        Map<String, Object> payload = Samples.license();
        payload.put("appliances", List.of(Samples.digest("another device")));

        assertInvalid(
                withBundle(Sealer.seal(PayloadType.LICENSE, payload, List.of(TestKeys.LICENSE_A))),
                "wrong-appliance",
                "deviceKeyId");
    }

    private static byte[] withBundle(byte[] line) {
        return changed(issuedAt(NOW), file -> file.put("bundle", Base64Text.encode(line)));
    }

    @Test
    void theBundleMustBeALicenseThatEndsWhereItsLineEnds() {
        byte[] update = Sealer.seal(PayloadType.UPDATE, Samples.update(), List.of(TestKeys.UPDATE_A));
        assertInvalid(withBundle(update), "malformed", "field");

        Map<String, Object> payload = Samples.license();
        LeaseFiles.named(payload);
        byte[] line = Sealer.seal(PayloadType.LICENSE, payload, List.of(TestKeys.LICENSE_A));
        byte[] longer = java.util.Arrays.copyOf(line, line.length + 1);
        assertInvalid(withBundle(longer), "trailing-data", "expectedBytes");
        byte[] stranger = Sealer.seal(PayloadType.LICENSE, payload, List.of(TestKeys.STRANGER));
        assertInvalid(withBundle(stranger), "unknown-key", "keyids");
    }

    @Test
    void theDeviceMustVouchForTheLeaseKey() {
        assertInvalid(
                withLeaseKey(TestKeys.device("another"), endorsement(), PayloadType.LEASE_KEY),
                "unknown-key",
                "keyids");
        NamedKey forged = new NamedKey(DEVICE.kid(), TestKeys.ed25519("another").key());
        assertInvalid(withLeaseKey(forged, endorsement(), PayloadType.LEASE_KEY), "bad-signature", "keyids");
        assertInvalid(withLeaseKey(DEVICE, endorsement(), PayloadType.LICENSE), "unsupported-version", "payloadType");
        Map<String, Object> otherBundle = endorsement();
        otherBundle.put("bundleId", "0b54c9d0-4a5e-4c8c-9a52-000000000000");
        assertInvalid(withLeaseKey(DEVICE, otherBundle, PayloadType.LEASE_KEY), "malformed", "field");
        Map<String, Object> otherKid = endorsement();
        otherKid.put("kid", "site-9");
        assertInvalid(withLeaseKey(DEVICE, otherKid, PayloadType.LEASE_KEY), "unknown-key", "kid");
        Map<String, Object> shortKey = endorsement();
        shortKey.put("ed25519", Base64Text.encode(new byte[31]));
        assertInvalid(withLeaseKey(DEVICE, shortKey, PayloadType.LEASE_KEY), "malformed", "field");
    }

    private static Map<String, Object> endorsement() {
        return Samples.members(
                "kid",
                LeaseFiles.KID.value(),
                "ed25519",
                Base64Text.encode(Leases.publicKey(LeaseFiles.LEASE_KEY).raw()),
                "bundleId",
                Samples.license().getOrDefault("bundleId", ""));
    }

    private static byte[] withLeaseKey(NamedKey device, Map<String, Object> payload, PayloadType type) {
        return changed(
                issuedAt(NOW),
                file -> file.set("leaseKey", JSON.valueToTree(Sealer.envelope(type, payload, List.of(device)))));
    }

    /** Root on site holds the lease key; what the vendor signed bounds what it can make of that. */
    @Test
    void theBundleBoundsTheLease() {
        assertInvalid(with(terms -> status(terms, LeaseStatus.EXPIRED, "base", "extra")), "malformed", "field");
        assertInvalid(
                with(terms -> until(terms, Instant.parse(Samples.VALID_UNTIL).plusSeconds(1))), "malformed", "field");
        byte[] otherLicense = with(terms -> new LeaseTerms(
                terms.kid(),
                new Sha256(Samples.digest("another key")),
                terms.instanceId(),
                terms.issuedAt(),
                terms.expiresAt(),
                terms.status(),
                List.of()));
        assertInvalid(otherLicense, "unlicensed", "check");
        assertThatIllegalArgumentException().isThrownBy(() -> with(terms -> status(terms, LeaseStatus.FALLBACK)));
        byte[] fallback = changed(
                issuedAt(NOW),
                file -> file.set(
                        "lease",
                        JSON.valueToTree(Lease.issue(
                                        status(
                                                LeaseFiles.terms(Samples.bundle(LeaseFiles::named), NOW),
                                                LeaseStatus.FALLBACK),
                                        LeaseFiles.LEASE_KEY)
                                .toPayload())));
        assertInvalid(fallback, "malformed", "field");
    }

    private static byte[] with(UnaryOperator<LeaseTerms> lease) {
        return file(LeaseFiles::named, lease, NOW);
    }

    private static LeaseTerms status(LeaseTerms terms, LeaseStatus status, String... entitlements) {
        return new LeaseTerms(
                terms.kid(),
                terms.licenseKeyHash(),
                terms.instanceId(),
                terms.issuedAt(),
                terms.expiresAt(),
                status,
                List.of(entitlements));
    }

    private static LeaseTerms until(LeaseTerms terms, Instant end) {
        return new LeaseTerms(
                terms.kid(),
                terms.licenseKeyHash(),
                terms.instanceId(),
                terms.issuedAt(),
                end,
                terms.status(),
                terms.entitlements());
    }

    @Test
    void aChangedLeaseIsSeen() {
        Consumer<ObjectNode> longer = file -> file.withObject("/lease").put("expiresAt", 1_800_000_000L);
        assertInvalid(changed(issuedAt(NOW), longer), "bad-signature", "kid");
    }

    @Test
    void whatIsMissingOrOddIsMalformed() {
        for (String name : List.of("tenant", "bundle", "leaseKey", "deviceKey", "lease")) {
            assertInvalid(changed(issuedAt(NOW), file -> file.remove(name)), "malformed", "field");
        }
        assertInvalid(changed(issuedAt(NOW), file -> file.put("deviceKey", "AAAA")), "malformed", "field");
        assertInvalid("{".getBytes(StandardCharsets.UTF_8), "malformed", "field");
        assertInvalid(new byte[LeaseFile.MAX_BYTES + 1], "too-large", "limitBytes");
    }

    /** The sample's tier is team: 48 hours, and clients allow 300 seconds more. */
    @Test
    void theLeaseEnds() {
        Instant last = NOW.plus(Duration.ofDays(2)).plusSeconds(300);

        assertThat(judge(issuedAt(NOW), last).word()).isEqualTo("licensed");
        assertThat(judge(issuedAt(NOW), last.plusSeconds(1)).word()).isEqualTo("expired");
    }

    /** {@code validUntil} is hard: no 300 seconds. */
    @Test
    void theLicenseEndsWithoutTolerance() {
        Instant end = Instant.parse(Samples.VALID_UNTIL);
        byte[] file = issuedAt(end.minusSeconds(60));

        assertThat(judge(file, end).word()).isEqualTo("licensed");
        LeaseFinding after = judge(file, end.plusSeconds(1));
        assertThat(after.word()).isEqualTo("expired");
        assertThat(after.why().orElseThrow().evidence().facts()).containsKey("validUntil");
    }

    @Test
    void theCapOnTheTimeOfflineIsThePolicys() {
        byte[] file = file(
                license -> {
                    LeaseFiles.named(license);
                    license.put("tier", "enterprise");
                    license.put("policy", Samples.members("maxOfflineDays", 2));
                },
                UnaryOperator.identity(),
                NOW);

        assertThat(judge(file, NOW.plus(Duration.ofDays(2))).word()).isEqualTo("licensed");
        LeaseFinding later = judge(file, NOW.plus(Duration.ofDays(2)).plusSeconds(1));
        assertThat(later.word()).isEqualTo("expired");
        assertThat(later.why().orElseThrow().evidence().facts())
                .containsEntry("check", "maxOfflineDays")
                .containsEntry("lastValidatedOnline", Samples.NOW);
    }

    @Test
    void aClockThatStandsBeforeTheLeaseIsSeen() {
        assertThat(judge(issuedAt(NOW), NOW.minus(Duration.ofHours(1))).word()).isEqualTo("licensed");
        LeaseFinding before =
                judge(issuedAt(NOW), NOW.minus(Duration.ofHours(1)).minusSeconds(1));
        assertThat(before.word()).isEqualTo("invalid");
        assertThat(before.why().orElseThrow().code().word()).isEqualTo("clock-rollback");
    }

    /** The bundle's own list; a newer one is the appliance's to know. And {@code activateBy} is about opening a pool. */
    @Test
    void aRevokedLicenseIsInvalidAndActivateByIsOver() {
        byte[] revoked = file(
                license -> {
                    LeaseFiles.named(license);
                    license.put("crl", Samples.crl(Samples.LICENSE_KEY_HASH));
                },
                UnaryOperator.identity(),
                NOW);
        assertInvalid(revoked, "revoked", "crlNumber");

        byte[] late = file(
                license -> {
                    LeaseFiles.named(license);
                    license.put("activateBy", Samples.MADE);
                },
                UnaryOperator.identity(),
                NOW);
        assertThat(judge(late).word()).isEqualTo("licensed");
    }
}
