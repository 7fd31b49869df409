package dev.sgate.station;

import static dev.sgate.station.StickBuilder.LICENSE;
import static dev.sgate.station.StickBuilder.UPDATE;
import static dev.sgate.station.StickBuilder.binary;
import static dev.sgate.station.StickBuilder.release;
import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.vectors.Samples.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sealer;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each refusal that a stick can meet on an appliance that has a license and a running release: the same code everywhere, one event,
 * and nothing else changed.
 */
class RefusalsTest extends RefusalsCase {
    private static final String LATER = "2026-01-15T00:00:00Z";

    static Stream<Arguments> refused() {
        return Stream.of(
                bad(RefusalCode.MALFORMED, stick().file(LICENSE, "hello".getBytes(StandardCharsets.UTF_8))),
                bad(RefusalCode.MALFORMED, stick().license(set("serial", "six"))),
                bad(RefusalCode.UNSUPPORTED_VERSION, stick().license(set("critical", List.of("newThing")))),
                bad(RefusalCode.UNSUPPORTED_VERSION, stick().file(UPDATE, sealed("application/vnd.other+json"))),
                bad(
                        RefusalCode.TOO_LARGE,
                        stick().file(LICENSE, "{".repeat(5 << 20).getBytes(StandardCharsets.UTF_8))),
                bad(RefusalCode.TRUNCATED, stick().update(NEXT).truncated(UPDATE)),
                bad(RefusalCode.TRAILING_DATA, stick().update(NEXT).withTrailingByte(UPDATE)),
                bad(RefusalCode.TRAILING_DATA, stick().license(set("serial", 6)).withTrailingByte(LICENSE)),
                bad(RefusalCode.TRUNCATED, newLicenseWith(NEXT).truncated(LICENSE)),
                bad(RefusalCode.DIGEST_MISMATCH, newLicenseWith(NEXT).withLastBitFlipped(LICENSE)),
                bad(
                        RefusalCode.UNKNOWN_KEY,
                        stick().licensesSignedBy(TestKeys.STRANGER).license(set("serial", 6))),
                bad(
                        RefusalCode.REVOKED_KEY,
                        stick().updatesSignedBy(TestKeys.UPDATE_REVOKED).update(NEXT)),
                bad(
                        RefusalCode.WRONG_ROLE,
                        stick().updatesSignedBy(TestKeys.LICENSE_A).update(NEXT)),
                bad(
                        RefusalCode.WRONG_ROLE,
                        stick().licensesSignedBy(TestKeys.LICENSE_BEACON).license(set("serial", 6))),
                bad(RefusalCode.BAD_SIGNATURE, stick().update(NEXT).withChangedPayload(UPDATE)),
                bad(RefusalCode.DIGEST_MISMATCH, stick().update(NEXT).withLastBitFlipped(UPDATE)),
                bad(RefusalCode.EXPIRED, stick().license(set("serial", 6, "validUntil", "2026-01-31T00:00:00Z"))),
                bad(RefusalCode.EXPIRED, stick().update(set("expires", "2026-01-31T00:00:00Z"), binary(NEXT))),
                bad(RefusalCode.NOT_YET_VALID, stick().license(set("serial", 6, "issuedAt", "2028-01-01T00:00:00Z"))),
                bad(RefusalCode.SUPERSEDED, stick().license(set("serial", 4))),
                bad(RefusalCode.EQUIVOCATION, stick().license(set("customer", "Somebody Else"))),
                bad(RefusalCode.EQUIVOCATION, stick().update(release(RUNNING, LATER), binary("other bytes"))),
                bad(RefusalCode.WRONG_PRODUCT, stick().update(set("product", "beacon"), binary(NEXT))),
                bad(RefusalCode.WRONG_PLATFORM, stick().update(platform("linux/arm64"), binary(NEXT))),
                bad(
                        RefusalCode.WRONG_APPLIANCE,
                        stick().license(set("serial", 6, "appliances", List.of(Samples.digest("another"))))),
                bad(RefusalCode.WRONG_APPLIANCE, stick().license(set("serial", 6, "site", "harbour"))),
                bad(RefusalCode.DOWNGRADE, stick().update("2.3.0", LATER)),
                bad(RefusalCode.SUPERSEDED, stick().trust(set("version", 3), TestKeys.ROOT_A, TestKeys.ROOT_B)),
                bad(
                        RefusalCode.EQUIVOCATION,
                        stick().trust(set("expires", "2030-01-01T00:00:00Z"), TestKeys.ROOT_A, TestKeys.ROOT_B)),
                bad(RefusalCode.NOT_YET_VALID, stick().trust(set("version", 6), TestKeys.ROOT_A, TestKeys.ROOT_B)),
                bad(RefusalCode.WRONG_ROLE, stick().trust(set("version", 5), TestKeys.ROOT_A)));
    }

    private static Arguments bad(RefusalCode code, StickBuilder stick) {
        return Arguments.of(code, stick);
    }

    private static StickBuilder newLicenseWith(String version) {
        return stick().licenseWithRelease(set("serial", 6), release(version, LATER), version);
    }

    private static Consumer<Map<String, Object>> platform(String platform) {
        return payload -> {
            Samples.in(payload, "app").put("platform", platform);
            Samples.in(payload, "app").put("version", NEXT);
        };
    }

    private static byte[] sealed(String payloadType) {
        return Sealer.seal(
                payloadType, "{}".getBytes(StandardCharsets.UTF_8), List.of(TestKeys.UPDATE_A), Optional.empty());
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("refused")
    void aRefusalSaysTheSameEverywhereAndChangesNothing(RefusalCode code, StickBuilder stick) throws Exception {
        assertRefusedWithoutATrace(code, stick.plugged(), 1);
    }

    @Test
    void aRevokedLicenseIsRefusedByTheListItBroughtAndTheListIsKept() throws Exception {
        FakeVolume volume = stick().license(set(
                        "serial",
                        6,
                        "crl",
                        Samples.members("number", 8, "issuedAt", LATER, "revoked", List.of(Samples.LICENSE_KEY_HASH))))
                .plugged();

        assertRefusedWithoutATrace(RefusalCode.REVOKED, volume, 1);

        assertThat(site.memory.newestRevocationList(site.keyring).orElseThrow().number())
                .isEqualTo(8);
    }

    @Test
    void informationIsJournaledOncePerDigestAndAlarmOnceADay() throws Exception {
        FakeVolume older = stick().license(set("serial", 4)).plugged();
        driver.plugIn(older);
        driver.plugIn(older);
        assertThat(site.events("refused")).hasSize(1);

        FakeVolume tampered = stick().update(NEXT).withLastBitFlipped(UPDATE).plugged();
        for (int insertion = 0; insertion < 5; insertion++) {
            driver.plugIn(tampered);
        }
        assertThat(site.events("refused")).hasSize(2);
        assertThat(site.memory.latestVisits(1).getFirst().files())
                .extracting(LedgerView.FileResult::code)
                .containsExactly(Optional.of(RefusalCode.DIGEST_MISMATCH));

        site.now = site.now.plus(Duration.ofDays(1));
        driver.plugIn(tampered);
        driver.plugIn(older);
        assertThat(site.events("refused")).hasSize(3);
    }

    @Test
    void whatHasNoDigestIsJournaledOncePerNameAndDay() throws Exception {
        for (int insertion = 0; insertion < 5; insertion++) {
            driver.plugIn(stick().file(LICENSE, new byte[0]).plugged());
        }
        assertThat(site.events("refused")).hasSize(1);
        driver.plugIn(stick().file(UPDATE, new byte[0]).plugged());
        assertThat(site.events("refused")).hasSize(2);

        Mount unsafe = new Mount(VisitDriver.SAFE_MOUNT.directory(), "2", "/dev/sdb1", "ext4", Set.of("ro", "nosuid"));
        for (int insertion = 0; insertion < 5; insertion++) {
            driver.plugIn(stick().plugged(), unsafe);
        }
        assertThat(site.events("refused")).hasSize(3);
        assertThat(site.memory.latestVisits(1).getFirst().result()).contains("turned-away");
    }

    @Test
    void aFileThatIsRefusedByItsSignatureIsHardlyRead() throws Exception {
        FakeVolume volume =
                stick().updatesSignedBy(TestKeys.STRANGER).update(NEXT).plugged();
        driver.plugIn(volume);
        assertThat(volume.bytesRead).isLessThanOrEqualTo(64 << 10);
    }

    @Test
    void anArchiveThatIsNotSafeIsRefused() throws Exception {
        site.releases.refuseToUnpack = Optional.of(RefusalCode.UNSAFE_ARCHIVE);
        assertRefusedWithoutATrace(
                RefusalCode.UNSAFE_ARCHIVE, stick().update(NEXT).plugged(), 1);
    }
}
