package dev.sgate.station;

import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.vectors.Samples.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.journal.ChainHead;
import dev.sgate.license.Fingerprint;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.station.StateChange.SeatCleared;
import dev.sgate.station.StepFaults.Fault;
import dev.sgate.vectors.Samples;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the vendor acknowledges, from the stick to the journal that goes back (BEHAVIOUR 6). */
class AcknowledgingTest {
    private static final UUID LICENSE_ID = UUID.fromString("7d3c2b1a-9f8e-4d6c-8b5a-1f2e3d4c5b6a");

    private final TestSite site = new TestSite();
    private final VisitDriver driver = new VisitDriver(site);

    /** A stick with the next bundle of the sample license, which acknowledges this event. */
    private static StickBuilder acknowledging(TestSite site, int serial, int epoch, ChainHead event) {
        Map<String, Object> ack =
                Map.of(site.device.applianceId().toString(), Samples.members("seq", event.seq(), "head", event.head()));
        return stick().license(set("serial", serial, "pool", Samples.members("size", 2, "epoch", epoch), "ack", ack));
    }

    private List<Outcome> plugIn(StickBuilder stick) throws Exception {
        return driver.plugIn(stick.plugged()).visit().outcomes().stream()
                .map(FileOutcome::outcome)
                .toList();
    }

    private static ChainHead at(TestSite site, long seq) {
        return site.memory.headAt(seq).orElseThrow();
    }

    private static ChainHead foreign(long seq) {
        return new ChainHead(seq, new Sha256(Samples.digest("another line")));
    }

    private static List<Long> seqs(TestSite site) {
        List<Long> seqs = new ArrayList<>();
        site.memory.eventsAfter(0, event -> seqs.add(event.seq()));
        return seqs;
    }

    /** The line is lost and its digest is not: the vendor may well hold the very last one. */
    @Test
    void theLastLostEventIsKnownByItsDigest() throws Exception {
        plugIn(stick().license());
        ChainHead lost = foreign(40);
        site.memory.commit(List.of(new StateChange.JournalContinued(lost, ChainHead.EMPTY, 0)), List.of());

        plugIn(acknowledging(site, 6, 0, lost));

        assertThat(site.memory.acknowledged()).isEqualTo(lost);
        assertThat(site.events("journal-forked")).isEmpty();
    }

    @Test
    void whatTheVendorHoldsIsForgottenAndTheNextExportBeginsBehindIt() throws Exception {
        plugIn(stick().license());
        ChainHead held = at(site, 2);

        FakeVolume volume = acknowledging(site, 6, 0, held).plugged();
        driver.plugIn(volume);

        assertThat(site.memory.acknowledged()).isEqualTo(held);
        assertThat(seqs(site)).startsWith(3L).doesNotContain(1L, 2L);
        assertThat(JournalExportTest.terms(volume, "journal-20260201.sgsync")).satisfies(terms -> {
            assertThat(terms.firstSeq()).isEqualTo(3);
            assertThat(terms.previousHead()).isEqualTo(held.head());
        });
        assertThat(site.events("journal-forked")).isEmpty();
    }

    /** U10: an old acknowledgement comes again, e.g. in the bundle of another license that was minted earlier. */
    @Test
    void anOldAcknowledgementChangesNothing() throws Exception {
        plugIn(stick().license());
        ChainHead first = at(site, 1);
        ChainHead second = at(site, 2);
        plugIn(acknowledging(site, 6, 0, second));
        List<Long> left = seqs(site);

        plugIn(acknowledging(site, 7, 0, first));
        plugIn(acknowledging(site, 8, 0, foreign(1)));
        plugIn(acknowledging(site, 9, 0, second));

        assertThat(site.memory.acknowledged()).isEqualTo(second);
        assertThat(seqs(site)).containsAll(left);
        assertThat(site.memory.fork()).isEmpty();
        assertThat(site.events("journal-forked")).isEmpty();
    }

    /** U10: our own journal, put on a stick again, is never an instruction. */
    @Test
    void ourOwnJournalOnAStickIsNoAcknowledgement() throws Exception {
        FakeVolume volume = stick().license().plugged();
        driver.plugIn(volume);
        byte[] old = volume.files.getOrDefault("journal-20260201.sgsync", new byte[0]);
        long tip = site.memory.head().seq();

        FakeVolume replay = stick().file("old.sgsync", old).plugged();
        driver.plugIn(replay);

        assertThat(site.memory.acknowledged()).isEqualTo(ChainHead.EMPTY);
        assertThat(seqs(site)).startsWith(1L).contains(tip);
        assertThat(replay.files.get("old.sgsync")).isEqualTo(old);
    }

    @Test
    void anAcknowledgementForAnotherApplianceIsNotOurs() throws Exception {
        plugIn(stick().license());
        TestSite other = new TestSite();
        other.deviceName = "appliance-2";
        plugIn(acknowledging(other, 6, 0, foreign(1)));

        assertThat(site.memory.acknowledged()).isEqualTo(ChainHead.EMPTY);
        assertThat(site.events("journal-forked")).isEmpty();
    }

    @Test
    void anotherHistoryForgetsNothingAndIsToldOnce() throws Exception {
        plugIn(stick().license());
        plugIn(acknowledging(site, 6, 0, foreign(2)));
        plugIn(acknowledging(site, 7, 0, foreign(2)));

        assertThat(site.memory.acknowledged()).isEqualTo(ChainHead.EMPTY);
        assertThat(seqs(site)).startsWith(1L, 2L);
        assertThat(site.events("journal-forked"))
                .singleElement()
                .asString()
                .contains(
                        "\"seq\":2",
                        "\"vendorHead\":\"" + foreign(2).head(),
                        "\"ownHead\":\"" + at(site, 2).head());
        assertThat(site.memory.fork()).contains(foreign(2));
    }

    /** A state that was restored from a backup has not come that far. */
    @Test
    void anEventThatDoesNotExistYetIsAFork() throws Exception {
        plugIn(stick().license());
        plugIn(acknowledging(site, 6, 0, foreign(500)));
        assertThat(site.events("journal-forked"))
                .singleElement()
                .asString()
                .contains("\"seq\":500")
                .doesNotContain("ownHead");
    }

    @Test
    void aForkedApplianceKeepsItsSeatsAndGivesNoNewOneUntilAHigherEpoch() throws Exception {
        plugIn(stick().license());
        Fingerprint own = site.device.fingerprint();
        List<Outcome> forked = plugIn(acknowledging(site, 6, 0, foreign(2)));
        assertThat(forked).as("the machine sits already").hasSize(1);
        assertThat(site.memory.seats(LICENSE_ID, 0)).hasSize(1);

        site.memory.commit(List.of(new SeatCleared(LICENSE_ID, 0, own)), List.of());
        List<Outcome> declined = plugIn(acknowledging(site, 7, 0, foreign(2)));
        assertThat(declined.getLast().findRefusal().orElseThrow()).satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(RefusalCode.POOL_EXHAUSTED);
            assertThat(refusal.evidence().facts()).containsEntry("journal", "forked");
        });
        assertThat(site.memory.seats(LICENSE_ID, 0)).isEmpty();
        assertThat(site.events("over-activation-attempt")).isEmpty();

        List<Outcome> reset = plugIn(acknowledging(site, 8, 1, foreign(2)));
        assertThat(reset).hasSize(1);
        assertThat(site.memory.seats(LICENSE_ID, 1)).hasSize(1);
    }

    /** A copy that goes on is found out by each new acknowledgement of the other one. */
    @Test
    void aBundleThatResetsAndShowsANewForkGivesNoSeat() throws Exception {
        plugIn(stick().license());
        List<Outcome> outcomes = plugIn(acknowledging(site, 6, 1, foreign(2)));
        assertThat(outcomes).hasSize(2);
        assertThat(site.memory.seats(LICENSE_ID, 1)).isEmpty();
        assertThat(site.memory.isHeldBack(LICENSE_ID, 1)).isTrue();
        assertThat(site.memory.isHeldBack(LICENSE_ID, 2)).isFalse();
    }

    @Test
    void theStatusShowsIt() throws Exception {
        plugIn(stick().license());
        plugIn(acknowledging(site, 6, 0, at(site, 1)));
        plugIn(acknowledging(site, 7, 0, foreign(2)));

        StationReport report =
                StationReport.of(site.memory, site.trust, site.supervisor, site.device, site.time, SiteLimits.DEFAULT);
        assertThat(report.toLines())
                .anyMatch(line -> line.startsWith("journal: ") && line.endsWith("the vendor holds 1 of them"))
                .anyMatch(line -> line.contains("forked: the vendor holds another event 2"));
        assertThat(report.toJson().get("journal")).asString().contains("acknowledged=1", "forkedAt=2");
    }

    /** Bundle and forgetting are one commit: whatever goes wrong at whichever step, there are both or none, and the next stick has all. */
    @TestFactory
    Stream<DynamicTest> bundleAndForgettingAreOneCommit() throws Exception {
        return Stream.of(Fault.values()).flatMap(fault -> {
            int steps = steps();
            return IntStream.range(0, steps)
                    .mapToObj(step -> DynamicTest.dynamicTest(
                            (fault == Fault.ERROR ? "ErrorIn " : "KilledIn ") + fault + " " + step,
                            () -> failAt(step, fault)));
        });
    }

    private static int steps() {
        try {
            TestSite site = licensed();
            new VisitDriver(site).plugIn(acknowledging(site, 6, 0, at(site, 2)).plugged());
            return site.crash.steps.size();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static TestSite licensed() throws Exception {
        TestSite site = new TestSite();
        new VisitDriver(site).plugIn(stick().license().plugged());
        site.crash.heal();
        return site;
    }

    private static void failAt(int step, Fault fault) throws Exception {
        TestSite site = licensed();
        ChainHead held = at(site, 2);
        FakeVolume volume = acknowledging(site, 6, 0, held).plugged();
        site.crash.fail(step, fault);
        try {
            new VisitDriver(site).plugIn(volume);
        } catch (PowerCut | UncheckedIOException stopped) {
            assertThat(stopped).isNotNull();
        }
        boolean inForce = site.memory.licenses().getFirst().serial() == 6;
        assertThat(site.memory.acknowledged()).isEqualTo(inForce ? held : ChainHead.EMPTY);
        assertThat(site.memory.headAt(2).isEmpty()).isEqualTo(inForce);

        site.losePower();
        VisitDriver next = new VisitDriver(site);
        next.boot();
        next.plugIn(volume);
        assertThat(site.memory.acknowledged()).isEqualTo(held);
        assertThat(site.memory.licenses().getFirst().serial()).isEqualTo(6);
        assertThat(site.events("journal-forked")).isEmpty();
    }
}
