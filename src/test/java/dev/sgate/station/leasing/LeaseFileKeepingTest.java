package dev.sgate.station.leasing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseState;
import dev.sgate.license.lease.LeaseFile;
import dev.sgate.license.lease.LeaseFinding;
import dev.sgate.license.lease.LeaseKeyset;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.SigningKey;
import dev.sgate.station.BundlesInForce;
import dev.sgate.station.DeviceIdentity;
import dev.sgate.station.MemoryLedger;
import dev.sgate.vectors.TestKeys;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a lease file is written, stays and goes. It is one thing: one keeping, with a disk and keys that are told what to do. */
class LeaseFileKeepingTest {
    private static final String MACHINE = "0123456789abcdef0123456789abcdef";

    private final LeaseSite site = new LeaseSite(new MemoryLedger());
    private final SigningKey device = TestKeys.ed25519("device-1").key();
    private final Map<String, byte[]> disk = new HashMap<>();
    private final List<String> announced = new ArrayList<>();
    private boolean diskIsFull;
    private String leaseKey = "lease-1";
    private Map<UUID, LicenseState> states = Map.of(LeaseSite.licenseId(), LicenseState.VALID);
    private LeaseFileKeeping keeping = keeping("site");

    @BeforeEach
    void held() {
        site.hold(named(license -> license.put("tier", "pro")));
    }

    @Test
    void aLicenseThatNamesThisApplianceHasItsFile() {
        keeping.keep();
        assertThat(finding()).isInstanceOf(LeaseFinding.Licensed.class);
        assertThat(LeaseFile.judge(file(), site.keyring, "another machine", site.now))
                .isInstanceOf(LeaseFinding.Invalid.class);
        assertThat(announced).isEmpty();
    }

    @Test
    void aLicenseForAnybodyHasNone() {
        LeaseSite other = new LeaseSite(new MemoryLedger());
        other.hold(license -> {});
        LeaseFileKeeping anybodys = keeping("site", other);
        anybodys.keep();
        assertThat(disk).isEmpty();
    }

    @Test
    void aFileStaysUntilItsLastDay() {
        keeping.keep();
        byte[] first = file();
        site.pass(Duration.ofHours(47));
        keeping.keep();
        assertThat(file()).isSameAs(first);

        site.pass(Duration.ofHours(1));
        keeping.keep();
        assertThat(file()).isNotSameAs(first);
        assertThat(expiry()).isEqualTo(site.now.plus(Duration.ofDays(3)));
    }

    /** A lease of a day is always in its last 24 hours: it would be written anew each minute. */
    @Test
    void aShortLeaseIsRenewedInItsSecondHalf() {
        site.hold(named(license -> {
            license.put("tier", "free");
            license.put("serial", 6);
        }));
        keeping.keep();
        byte[] first = file();
        site.pass(Duration.ofHours(12));
        keeping.keep();
        assertThat(file()).isSameAs(first);

        site.pass(Duration.ofSeconds(1));
        keeping.keep();
        assertThat(file()).isNotSameAs(first);
    }

    @Test
    void aNewerBundleAnotherKeyAnotherTenantAndADamagedFileAreWrittenAnew() {
        keeping.keep();
        byte[] first = file();
        site.hold(named(license -> license.put("serial", 6)));
        keeping.keep();
        byte[] second = file();
        assertThat(second).isNotSameAs(first);

        leaseKey = "lease-2";
        keeping.keep();
        byte[] third = file();
        assertThat(third).isNotSameAs(second);

        keeping = keeping("plant");
        keeping.keep();
        byte[] fourth = file();
        assertThat(fourth).isNotSameAs(third);

        disk.put("lantern", new byte[] {'{'});
        keeping.keep();
        assertThat(finding()).isInstanceOf(LeaseFinding.Licensed.class);
    }

    @Test
    void whatMayNotRunGetsNoNewFileAndWhatWasRevokedLosesIts() {
        keeping.keep();
        byte[] first = file();
        states = Map.of(LeaseSite.licenseId(), LicenseState.POOL_EXHAUSTED);
        site.pass(Duration.ofHours(60));
        keeping.keep();
        assertThat(file()).isSameAs(first);

        states = Map.of(LeaseSite.licenseId(), LicenseState.REVOKED);
        keeping.keep();
        assertThat(disk).isEmpty();
    }

    /** One license was revoked and another came in its place; or there are two good ones. */
    @Test
    void ofTwoLicensesForAProductTheOneThatMayRunHasTheFile() {
        UUID other = UUID.fromString("00000000-0000-4000-8000-000000000002");
        site.hold(named(license -> {
            license.put("licenseId", other.toString());
            license.put("tier", "pro");
        }));
        states = Map.of(LeaseSite.licenseId(), LicenseState.REVOKED, other, LicenseState.VALID);
        keeping.keep();
        byte[] first = file();
        keeping.keep();
        assertThat(file()).as("it stays").isSameAs(first);
        assertThat(finding()).isInstanceOf(LeaseFinding.Licensed.class);

        states = Map.of(LeaseSite.licenseId(), LicenseState.VALID, other, LicenseState.VALID);
        keeping.keep();
        byte[] second = file();
        keeping.keep();
        assertThat(file()).as("the two do not take turns").isSameAs(second);

        states = Map.of(LeaseSite.licenseId(), LicenseState.REVOKED, other, LicenseState.POOL_EXHAUSTED);
        keeping.keep();
        assertThat(file()).isSameAs(second);
        states = Map.of(LeaseSite.licenseId(), LicenseState.REVOKED, other, LicenseState.REVOKED);
        keeping.keep();
        assertThat(disk).isEmpty();
    }

    @Test
    void aFileMadeUnderAClockThatWasAheadIsMadeAgain() {
        site.pass(Duration.ofDays(100));
        keeping.keep();
        byte[] first = file();
        site.pass(Duration.ofDays(-100));
        keeping.keep();
        assertThat(file()).isNotSameAs(first);
        assertThat(expiry()).isEqualTo(site.now.plus(Duration.ofDays(3)));
    }

    @Test
    void aTroubleIsToldOnceAndHarmsNoFile() {
        keeping.keep();
        byte[] first = file();
        site.pass(Duration.ofHours(60));
        diskIsFull = true;
        keeping.keep();
        keeping.keep();
        assertThat(file()).isSameAs(first);
        assertThat(announced).containsExactly("No space left on device");

        diskIsFull = false;
        keeping.keep();
        assertThat(file()).isNotSameAs(first);
        diskIsFull = true;
        site.pass(Duration.ofHours(60));
        keeping.keep();
        assertThat(announced).hasSize(2);
    }

    private byte[] file() {
        return Optional.ofNullable(disk.get("lantern")).orElseThrow();
    }

    private LeaseFinding finding() {
        return LeaseFile.judge(file(), site.keyring, MACHINE, site.now);
    }

    private Instant expiry() {
        if (finding() instanceof LeaseFinding.Licensed licensed) {
            return licensed.lease().terms().expiresAt();
        }
        throw new AssertionError(finding());
    }

    private Consumer<Map<String, Object>> named(Consumer<Map<String, Object>> change) {
        String deviceKeyId = Sha256.of(device.publicKey().spki()).hex();
        return license -> {
            license.put("appliances", List.of(deviceKeyId));
            change.accept(license);
        };
    }

    private LeaseFileKeeping keeping(String tenant) {
        return keeping(tenant, site);
    }

    private LeaseFileKeeping keeping(String tenant, LeaseSite where) {
        return new LeaseFileKeeping(
                new BundlesInForce(where.ledger, () -> where.keyring),
                () -> where.keyring,
                where.time(),
                new Device(device),
                new Keys(),
                new Disk(),
                () -> states,
                new LeaseFileKeeping.Site(tenant, MACHINE),
                (event, what, why, next) -> announced.add(why));
    }

    private record Device(SigningKey key) implements DeviceIdentity {
        @Override
        public UUID applianceId() {
            return new UUID(0, 1);
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.ofMachineId(MACHINE);
        }
    }

    private final class Keys implements LeaseKeys {
        @Override
        public LeaseKey primary(Instant now) {
            return new LeaseKey(
                    TestKeys.ed25519(leaseKey).kid(), TestKeys.ed25519(leaseKey).key());
        }

        @Override
        public Kid rotate(Instant now) {
            throw new IllegalStateException("nobody asked for it");
        }

        @Override
        public LeaseKeyset keyset(Instant now, Duration offlineAtMost) {
            LeaseKey key = primary(now);
            return LeaseKeyset.of(key.kid(), (Ed25519PublicKey) key.key().publicKey());
        }

        @Override
        public Map<Kid, Instant> listedUntil(Instant now, Duration offlineAtMost) {
            return Map.of();
        }
    }

    private final class Disk implements LeaseFiles {
        @Override
        public Optional<byte[]> find(String product) {
            return Optional.ofNullable(disk.get(product));
        }

        @Override
        public void put(String product, byte[] file) throws IOException {
            if (diskIsFull) {
                throw new IOException("No space left on device");
            }
            disk.put(product, file);
        }

        @Override
        public void remove(String product) {
            disk.remove(product);
        }
    }
}
