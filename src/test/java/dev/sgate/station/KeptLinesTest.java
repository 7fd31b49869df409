package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.LicenseBundle;
import dev.sgate.release.InstallPhase;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sha256;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** No line of the vendor's that is held is missing beside the ledger for longer than the disk fails. */
class KeptLinesTest {
    private static final Instant NOW = Instant.parse(Samples.NOW);
    private static final byte[] UPDATE = Sealer.seal(PayloadType.UPDATE, Samples.update(), List.of(TestKeys.UPDATE_A));
    private static final byte[] TRUST =
            Sealer.seal(PayloadType.TRUST, Samples.trust(), List.of(TestKeys.ROOT_A, TestKeys.ROOT_B));
    private static final UUID LICENSE = Samples.bundle(Samples.AS_IT_IS).terms().licenseId();
    private static final InstallId INSTALL = new InstallId(new UUID(1, 2));

    private final KeptInMemory beside = new KeptInMemory();
    private final List<String> announced = new ArrayList<>();
    private final MemoryLedger ledger = new MemoryLedger();
    private WitnessKeeping keeping = keeping();

    private WitnessKeeping keeping() {
        return new WitnessKeeping(
                beside, Sha256.of(new byte[1]), (event, what, why, next) -> announced.add(why), () -> 0);
    }

    private void commit(StateChange... changes) {
        ledger.commit(List.of(changes), List.of());
        keeping.committed(ledger, List.of(changes));
    }

    private static byte[] license(long serial) {
        Map<String, Object> license = Samples.license();
        license.put("serial", serial);
        return Sealer.seal(PayloadType.LICENSE, license, List.of(TestKeys.LICENSE_A));
    }

    private static StateChange held(long serial) {
        LicenseBundle bundle = Samples.bundle(license -> license.put("serial", serial));
        return new StateChange.LicenseHeld(bundle, license(serial), NOW);
    }

    private static StateChange trusted() {
        return new StateChange.TrustHeld(4, true, TRUST, NOW);
    }

    private static StateChange begun() {
        UpdateOffer offer = Samples.offer(Samples.AS_IT_IS);
        return new StateChange.InstallBegun(
                INSTALL, offer, UPDATE, Releases.folderOf(offer.app()), Optional.empty(), NOW);
    }

    private void assertAllIsKept(long serial) {
        assertThat(beside.trust.values())
                .singleElement()
                .satisfies(document -> assertThat(document.envelopeLine()).isEqualTo(TRUST));
        assertThat(beside.licenses.get(LICENSE)).isEqualTo(license(serial));
        assertThat(beside.origins.values())
                .singleElement()
                .satisfies(origin -> assertThat(origin.envelopeLine()).isEqualTo(UPDATE));
    }

    /** Also of an install that has ended meanwhile: its row knows the line no more. */
    @Test
    void whatTheDiskDidNotTakeIsKeptWithALaterChange() {
        beside.broken = true;
        commit(trusted());
        commit(held(7));
        commit(begun());
        commit(new StateChange.InstallMoved(INSTALL, InstallPhase.PROBATION, NOW));
        commit(new StateChange.InstallMoved(INSTALL, InstallPhase.COMMITTED, NOW));
        assertThat(beside.written).isEmpty();
        assertThat(announced).hasSize(1);

        beside.broken = false;
        commit();

        assertAllIsKept(7);
        assertThat(beside.written).containsExactly("trust", "license", "origin", "witness");
        commit(held(8));
        assertThat(beside.written).hasSize(6).endsWith("license", "witness");
    }

    @Test
    void aLineThatIsStillToBeKeptHoldsNothingElseBack() {
        beside.brokenParts = Set.of("license");
        commit(held(7));
        commit(trusted());
        assertThat(beside.written).containsExactly("witness", "trust", "witness");
        assertThat(announced).containsExactly("no space");

        commit(held(8));
        beside.brokenParts = Set.of();
        commit();
        assertThat(beside.licenses.get(LICENSE)).isEqualTo(license(8));
        assertThat(beside.written).filteredOn("license"::equals).hasSize(1);
    }

    /** The power was cut between the commit and its lines. */
    @Test
    void aStartKeepsWhatIsMissing() {
        ledger.commit(List.of(trusted(), held(7), begun()), List.of());
        beside.licenses.put(LICENSE, license(6));

        keeping.begin(ledger, TestKeys::keyring);
        assertAllIsKept(7);
        int before = beside.written.size();

        keeping = keeping();
        keeping.begin(ledger, TestKeys::keyring);
        assertThat(beside.written.subList(before, beside.written.size())).containsExactly("witness");
    }

    @Test
    void aStartOnAFailingDiskIsMadeGoodByTheNextChange() {
        ledger.commit(List.of(trusted(), held(7), begun()), List.of());
        beside.broken = true;
        keeping.begin(ledger, TestKeys::keyring);
        assertThat(announced).hasSize(1);

        beside.broken = false;
        commit();
        assertAllIsKept(7);
    }

    /** A bit was flipped in the ledger: the good line beside it stays. */
    @Test
    void whatNoLongerProvesItselfTakesNoGoodLinesPlace() {
        byte[] flipped = license(7);
        flipped[flipped.length / 2] ^= 1;
        byte[] other = TRUST.clone();
        other[other.length / 2] ^= 1;
        ledger.commit(
                List.of(
                        new StateChange.TrustHeld(4, true, other, NOW),
                        new StateChange.LicenseHeld(Samples.bundle(license -> license.put("serial", 7)), flipped, NOW)),
                List.of());
        beside.licenses.put(LICENSE, license(7));

        keeping.begin(ledger, TestKeys::keyring);

        assertThat(beside.written).containsExactly("witness");
    }
}
