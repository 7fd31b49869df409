package dev.sgate.station;

import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.vectors.Samples.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.Fingerprint;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.station.StateChange.SeatTaken;
import dev.sgate.vectors.Samples;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Seats, epochs, and revocation lists. */
class LicenseImportTest {
    private static final UUID LICENSE_ID = UUID.fromString("7d3c2b1a-9f8e-4d6c-8b5a-1f2e3d4c5b6a");

    private final TestSite site = new TestSite();
    private final VisitDriver driver = new VisitDriver(site);

    private List<Outcome> plugIn(StickBuilder stick) throws Exception {
        return driver.plugIn(stick.plugged()).visit().outcomes().stream()
                .map(FileOutcome::outcome)
                .toList();
    }

    private void takeSeats(int count) {
        for (int i = 0; i < count; i++) {
            Fingerprint other = new Fingerprint(new Sha256(Samples.digest("other machine " + i)));
            site.memory.commit(List.of(new SeatTaken(LICENSE_ID, 0, other, site.now)), List.of());
        }
    }

    @Test
    void aNewerBundleKeepsTheSeat() throws Exception {
        plugIn(stick().license());
        plugIn(stick().license(set("serial", 6)));
        assertThat(site.memory.seats(LICENSE_ID, 0)).hasSize(1);
        assertThat(site.events("activation")).hasSize(1);
        assertThat(site.events("license-imported")).hasSize(2);
    }

    @Test
    void whereNoSeatIsFreeTheBundleIsInForceAndTheAttemptIsTold() throws Exception {
        takeSeats(2);
        List<Outcome> outcomes = plugIn(stick().license());

        assertThat(outcomes)
                .extracting(outcome -> outcome.subject() + " " + outcome.result())
                .containsExactly("license applied", "seat refused");
        assertThat(outcomes.getLast().findRefusal().orElseThrow().code()).isEqualTo(RefusalCode.POOL_EXHAUSTED);
        assertThat(site.memory.licenses()).hasSize(1);
        assertThat(site.events("over-activation-attempt"))
                .singleElement()
                .asString()
                .contains("\"code\":\"pool-exhausted\"", "\"seatsTaken\":2");
        assertThat(site.events("activation")).isEmpty();
        assertThat(site.memory.seats(LICENSE_ID, 0)).hasSize(2);
    }

    /** BEHAVIOUR 1: the mark is the highest of the dates of accepted bundles, whichever comes last. */
    @Test
    void aSecondLicenseThatWasIssuedEarlierLeavesTheMark() throws Exception {
        plugIn(stick().license());
        Instant mark = site.memory.mark().orElseThrow();
        List<Outcome> outcomes = plugIn(stick().license(set(
                "licenseId",
                "11111111-2222-4333-8444-555555555555",
                "issuedAt",
                mark.minusSeconds(3600).toString())));

        assertThat(outcomes.getFirst()).isInstanceOf(Outcome.LicenseApplied.class);
        assertThat(site.memory.licenses()).hasSize(2);
        assertThat(site.memory.mark()).contains(mark);
    }

    @Test
    void aBundleDatedAheadOfTheClockCountsForTheNextVisit() throws Exception {
        Instant ahead = site.now.plusSeconds(86_400);
        plugIn(stick().license(set("issuedAt", ahead.toString())));

        assertThat(site.memory.mark()).contains(ahead);
        assertThat(driver.plugIn(stick().plugged()).visit().now()).isEqualTo(ahead);
        assertThat(site.announced).isEmpty();
    }

    @Test
    void aMarkThatCannotBeWrittenBesideTheLedgerIsAnnouncedAndTheLicenseIsInForce() throws Exception {
        site.markFileBroken = true;
        List<Outcome> outcomes = plugIn(stick().license());

        assertThat(outcomes.getFirst()).isInstanceOf(Outcome.LicenseApplied.class);
        assertThat(site.announced).singleElement().asString().contains("latest known time");
    }

    @Test
    void aBundleThatIsRefusedLeavesTheMark() throws Exception {
        plugIn(stick().license(set("validUntil", site.now.minusSeconds(60).toString())));

        assertThat(site.memory.licenses()).isEmpty();
        assertThat(site.remembered.latest().mark()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void aHigherEpochFreesTheSeats() throws Exception {
        takeSeats(2);
        plugIn(stick().license());
        List<Outcome> outcomes =
                plugIn(stick().license(set("serial", 6, "pool", Samples.members("size", 2, "epoch", 1))));

        assertThat(outcomes).hasSize(1);
        assertThat(site.events("pool-reset")).singleElement().asString().contains("\"epoch\":1", "\"epochBefore\":0");
        assertThat(site.memory.seats(LICENSE_ID, 1)).hasSize(1);
    }

    @Test
    void twoListsWithOneNumberAreUnitedAndToldOfOnce() throws Exception {
        plugIn(stick().license());
        StickBuilder other = stick().license(set("serial", 4, "crl", Samples.crl(Samples.digest("somebody's key"))));
        plugIn(other);
        plugIn(other);

        assertThat(site.events("equivocation")).singleElement().asString().contains("\"subject\":\"crl\"");
        assertThat(site.memory.newestRevocationList(site.keyring).orElseThrow().size())
                .isEqualTo(1);
    }

    @Test
    void anOlderListIsNotTaken() throws Exception {
        plugIn(stick().license());
        plugIn(stick().license(set(
                "serial",
                6,
                "crl",
                Samples.members("number", 6, "issuedAt", Samples.MADE, "revoked", List.of(Samples.digest("x"))))));
        assertThat(site.memory.newestRevocationList(site.keyring).orElseThrow().number())
                .isEqualTo(7);
        assertThat(site.memory.newestRevocationList(site.keyring).orElseThrow().size())
                .isZero();
    }

    @Test
    void theFirstLicenseSetsTheProducts() throws Exception {
        plugIn(stick().license());
        List<Outcome> outcomes =
                plugIn(stick().license(set("product", "beacon", "licenseId", "11111111-2222-4333-8444-555555555555")));
        assertThat(outcomes.getLast().findRefusal().orElseThrow().code()).isEqualTo(RefusalCode.WRONG_PRODUCT);
    }
}
