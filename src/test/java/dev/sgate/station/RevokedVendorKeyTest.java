package dev.sgate.station;

import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.station.TrustDocuments.NEW_LICENSE;
import static dev.sgate.station.TrustDocuments.ROOT_D;
import static dev.sgate.station.TrustDocuments.five;
import static dev.sgate.station.TrustDocuments.fiveToSix;
import static dev.sgate.station.TrustDocuments.fourToFive;
import static dev.sgate.station.TrustDocuments.sealed;
import static dev.sgate.station.TrustDocuments.six;
import static dev.sgate.vectors.Samples.set;
import static dev.sgate.vectors.TestKeys.ROOT_A;
import static dev.sgate.vectors.TestKeys.ROOT_B;
import static dev.sgate.vectors.TestKeys.ROOT_C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.LicenseState;
import dev.sgate.license.time.RememberedTime;
import dev.sgate.license.time.TimeState;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Kid;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.station.StateChange.FloorRaised;
import dev.sgate.station.StateChange.RevocationListHeld;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of that which a vendor's key signed or set, once a trust document revokes the key or leaves it out. */
class RevokedVendorKeyTest {
    private static final Instant BEFORE = Instant.parse("2030-01-01T00:00:00Z");
    private static final Instant AFTER = Instant.parse("2030-02-01T00:00:00Z");

    private final TestSite site = new TestSite();

    @Test
    void whatWasRevokedStaysRevokedAndSoDoesItsPublicKeyUnderAnotherId() throws Exception {
        site.plugIn(stick().file("5.sgtrust", fourToFive())
                .file("6.sgtrust", fiveToSix())
                .plugged());
        Map<String, Object> seven = six();
        seven.put("version", 7);
        seven.put("revoked", List.of());
        NamedKey disguised = new NamedKey(new Kid("license-fresh"), TestKeys.LICENSE_A.key());
        TrustDocuments.name(seven, TestKeys.LICENSE_A, "license");
        Samples.in(seven, "keys").remove("license-a");
        TrustDocuments.keysOf(seven, "license").remove("license-a");
        TrustDocuments.name(seven, disguised, "license");
        site.plugIn(stick().file("7.sgtrust", sealed(seven, ROOT_C, ROOT_D)).plugged());
        site.losePower();

        assertThat(site.trustVersion()).isEqualTo(7);
        for (NamedKey key : List.of(TestKeys.LICENSE_A, disguised)) {
            VisitDriver.Visited visited =
                    site.plugIn(stick().licensesSignedBy(key).license().plugged());
            assertThat(visited.codes()).as(key.kid().value()).containsExactly(RefusalCode.REVOKED_KEY);
        }
    }

    @Test
    void aBundleWhoseKeyWasRevokedAndDroppedRunsOnForItsTime() throws Exception {
        site.plugIn(stick().license().plugged());
        site.plugIn(stick().file("5.sgtrust", fourToFive())
                .file("6.sgtrust", fiveToSix())
                .plugged());
        assertThat(state()).isEqualTo(LicenseState.NEEDS_REFRESH);
        new WarningWatch(site.ledger, site.trust, site.device, site.time, site.situation, Meter.SILENT).look();
        site.now = site.now.plus(Duration.ofHours(73));
        assertThat(state()).isEqualTo(LicenseState.UNTRUSTED);

        site.plugIn(
                stick().licensesSignedBy(NEW_LICENSE).license(set("serial", 6)).plugged());
        assertThat(state()).isNotEqualTo(LicenseState.UNTRUSTED);
    }

    private LicenseState state() {
        return new LicenseStanding(site.ledger, site.trust, site.device, site.time, site.situation.limits())
                .all()
                .getFirst()
                .state();
    }

    @Test
    void aSerialThatAStolenKeySetFallsBack() throws Exception {
        site.plugIn(stick().licensesSignedBy(TestKeys.LICENSE_B).license().plugged());
        site.plugIn(stick().license(set("serial", 999_999)).plugged());
        site.plugIn(stick().file("5.sgtrust", fourToFive())
                .file("6.sgtrust", fiveToSix())
                .plugged());

        VisitDriver.Visited older = site.plugIn(
                stick().licensesSignedBy(NEW_LICENSE).license(set("serial", 4)).plugged());
        VisitDriver.Visited newer = site.plugIn(
                stick().licensesSignedBy(NEW_LICENSE).license(set("serial", 6)).plugged());

        assertThat(older.codes()).containsExactly(RefusalCode.SUPERSEDED);
        assertThat(newer.codes()).isEmpty();
        assertThat(site.memory.licenses().getFirst().serial()).isEqualTo(6);
    }

    @Test
    void aFloorThatAStolenKeySetFallsBack() {
        site.memory.commit(
                List.of(floor("2.0.0", "2.0.0", "update-b"), floor("9.0.0", "8.0.0", "update-a")), List.of());
        Map<String, Object> trust = Samples.trust();
        assertThat(site.memory
                        .findFloor("lamp", TestKeys.keyring(trust))
                        .orElseThrow()
                        .highestCommitted())
                .isEqualTo(new SemVer("9.0.0"));
        TrustDocuments.revoke(trust, "update-a");
        assertThat(site.memory.findFloor("lamp", TestKeys.keyring(trust)))
                .contains(new LedgerView.Floor(new SemVer("2.0.0"), Optional.of(new SemVer("2.0.0"))));
    }

    @Test
    void aPlainRotationTakesNothingBack() {
        setByBothKeys();
        site.keyring = Samples.get(site.keyring.follow(sealed(plainFive(), ROOT_A, ROOT_B, ROOT_C)));

        assertThat(site.memory.findFloor("lamp", site.keyring))
                .contains(new LedgerView.Floor(new SemVer("9.0.0"), Optional.of(new SemVer("8.0.0"))));
        assertThat(site.memory.newestRevocationList(site.keyring).orElseThrow().number())
                .isEqualTo(8);
        assertThat(site.time.now()).isEqualTo(AFTER);
    }

    @Test
    void aRevokingRotationTakesBackWhatTheseKeysSet() {
        setByBothKeys();
        Map<String, Object> five = plainFive();
        TrustDocuments.revoke(five, "license-a");
        TrustDocuments.revoke(five, "update-a");
        site.keyring = Samples.get(site.keyring.follow(sealed(five, ROOT_A, ROOT_B, ROOT_C)));

        assertThat(site.memory.findFloor("lamp", site.keyring))
                .contains(new LedgerView.Floor(new SemVer("2.0.0"), Optional.of(new SemVer("2.0.0"))));
        assertThat(site.memory.newestRevocationList(site.keyring).orElseThrow().number())
                .isEqualTo(7);
        assertThat(site.time.now()).isEqualTo(BEFORE);
    }

    /** What license-a and update-a set: a floor, a revocation list and the time; and what license-b and update-b had set before. */
    private void setByBothKeys() {
        site.memory.commit(
                List.of(
                        floor("2.0.0", "2.0.0", "update-b"),
                        floor("9.0.0", "8.0.0", "update-a"),
                        new RevocationListHeld(list(7), Set.of(new Kid("license-b"))),
                        new RevocationListHeld(list(8), Set.of(new Kid("license-a")))),
                List.of());
        site.remembered = RememberedTime.of(Set.of(new Kid("license-b")), TimeState.issued(BEFORE))
                .merge(RememberedTime.of(Set.of(new Kid("license-a")), TimeState.issued(AFTER)));
        site.now = BEFORE.minusSeconds(1);
    }

    private static RevocationList list(long number) {
        return RevocationList.of(number, BEFORE, List.of());
    }

    /** Version 5 without update-a and license-a, whose time is over; nothing is revoked that was not. */
    private static Map<String, Object> plainFive() {
        Map<String, Object> five = five();
        TrustDocuments.drop(five, "license-a", "license");
        TrustDocuments.drop(five, "update-a", "update");
        return five;
    }

    private static FloorRaised floor(String committed, String minimum, String kid) {
        return new FloorRaised("lamp", new SemVer(committed), Optional.of(new SemVer(minimum)), Set.of(new Kid(kid)));
    }
}
