package dev.sgate.station;

import static dev.sgate.station.StickBuilder.LICENSE;
import static dev.sgate.station.StickBuilder.UPDATE;
import static dev.sgate.station.StickBuilder.folder;
import static dev.sgate.station.StickBuilder.release;
import static dev.sgate.station.StickBuilder.stick;
import static dev.sgate.vectors.Samples.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.release.SemVer;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.VisitDriver.Visited;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a good stick does, from plugging in to "safe to unplug". */
class WholeVisitTest {
    private static final String LATER = "2026-01-15T00:00:00Z";

    private final TestSite site = new TestSite();
    private final VisitDriver driver = new VisitDriver(site);

    @Test
    void aLicenseWithItsReleaseIsTwoOutcomesAndAReturn() throws Exception {
        FakeVolume volume = stick().licenseWithRelease("2.4.0").plugged();

        Visited visited = driver.plugIn(volume);

        assertThat(visited.visit().outcomes())
                .extracting(FileOutcome::outcome)
                .satisfiesExactly(
                        license -> assertThat(license).isInstanceOfSatisfying(Outcome.LicenseApplied.class, applied -> {
                            assertThat(applied.product()).isEqualTo("lantern");
                            assertThat(applied.seatsTaken()).isEqualTo(1);
                        }),
                        binary -> assertThat(binary)
                                .isEqualTo(new Outcome.ReleaseApplied("lamp", new SemVer("2.4.0"), Optional.empty())));
        assertThat(site.releases.current("lamp")).contains(folder("2.4.0"));
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder("2.4.0"));
        assertThat(site.memory.mark()).contains(Instant.parse(Samples.MADE));
        assertThat(site.memory.devices()).hasSize(1);
        for (String type : List.of("license-imported", "activation", "update-installed", "journal-exported")) {
            assertThat(site.events(type)).as(type).hasSize(1);
        }
        assertThat(site.events("refused")).isEmpty();
        String receipt = "sgate-receipt-" + site.device.fingerprint().digest().first8();
        assertThat(volume.written).containsExactly("journal-20260201.sgsync", receipt + ".txt", receipt + ".json");
        assertThat(visited.released().orElseThrow()).isInstanceOf(Step.SafeToUnplug.class);
        assertThat(site.staging.slots()).isEmpty();
        long bytes = StickBuilder.binary("2.4.0").length;
        assertThat(site.copied.getLast()).isEqualTo(bytes);
        assertThat(site.wholeCopies).containsExactly(bytes);
        assertThat(site.memory.latestVisits(1).getFirst().result()).contains("safe-to-unplug");
    }

    @Test
    void theSameStickAgainChangesNothingAndIsHardlyRead() throws Exception {
        FakeVolume volume = stick().licenseWithRelease("2.4.0").plugged();
        driver.plugIn(volume);
        int events = site.memory.journal().size();
        int started = site.supervisor.started.size();
        volume.bytesRead = 0;

        Visited again = driver.plugIn(volume);

        assertThat(again.visit().outcomes())
                .extracting(FileOutcome::outcome)
                .containsExactly(new Outcome.AlreadyApplied("license"), new Outcome.AlreadyApplied("release"));
        assertThat(site.supervisor.started).hasSize(started);
        // only that it was exported once more
        assertThat(site.memory.journal()).hasSize(events + 1);
        assertThat(site.memory.journal().getLast()).contains("journal-exported");
        assertThat(volume.bytesRead).isLessThanOrEqualTo(64 << 10);
        assertThat(site.memory.releases("lamp")).hasSize(1);
    }

    @Test
    void licensesGoBySerialAndBeforeUpdatesWhateverTheirNames() throws Exception {
        FakeVolume volume = stick().update("2.4.0")
                .copied(UPDATE, "a.sglic")
                .license(set("serial", 6))
                .copied(LICENSE, "b.sgupd")
                .license(set("serial", 5))
                .copied(LICENSE, "c.sglic")
                .plugged();
        volume.files.remove(LICENSE);
        volume.files.remove(UPDATE);

        Visited visited = driver.plugIn(volume);

        assertThat(visited.visit().outcomes())
                .extracting(FileOutcome::fileName)
                .containsExactly("c.sglic", "b.sgupd", "a.sglic");
        assertThat(visited.visit().outcomes())
                .extracting(outcome -> outcome.outcome().result())
                .containsOnly("applied");
    }

    @Test
    void theSameFileUnderTwoNamesIsAppliedOnce() throws Exception {
        Visited visited = driver.plugIn(stick().licenseWithRelease("2.4.0")
                .copied(LICENSE, "copy.sglic")
                .plugged());

        assertThat(visited.visit().outcomes())
                .extracting(outcome -> outcome.outcome().result())
                .containsExactly("applied", "applied", "already-applied", "already-applied");
        assertThat(site.supervisor.started).hasSize(1);
    }

    @Test
    void aBinaryThatIsNotInstalledNeverHoldsBackItsLicenseAndIsNotRead() throws Exception {
        driver.plugIn(stick().update("2.4.0").plugged());
        FakeVolume volume = stick().licenseWithRelease(Samples.AS_IT_IS, release("2.3.0", LATER), "2.3.0")
                .plugged();

        Visited visited = driver.plugIn(volume);

        assertThat(visited.visit().outcomes())
                .extracting(outcome -> outcome.outcome().findRefusal().map(refusal -> refusal.code()))
                .containsExactlyInAnyOrder(Optional.empty(), Optional.of(RefusalCode.DOWNGRADE));
        assertThat(site.memory.licenses()).hasSize(1);
        assertThat(site.events("refused")).hasSize(1);
        assertThat(volume.bytesRead).isLessThanOrEqualTo(64 << 10);
    }

    @Test
    void aBinaryThatDoesNotFitComesWithTheNextInsertionOfItsLicense() throws Exception {
        FakeVolume volume = stick().licenseWithRelease("2.4.0").plugged();
        site.staging.usableBytes = 1 << 20;
        driver.plugIn(volume);
        assertThat(site.memory.licenses()).hasSize(1);
        assertThat(site.memory.running()).isEmpty();

        site.staging.usableBytes = 1L << 30;
        Visited again = driver.plugIn(volume);

        assertThat(again.visit().outcomes())
                .extracting(outcome -> outcome.outcome().result())
                .containsExactly("already-applied", "applied");
        assertThat(site.events("license-imported")).hasSize(1);
    }

    @Test
    void anUpdateInsideALicenseThatNobodySignedIsRefusedAlone() throws Exception {
        Visited visited = driver.plugIn(stick().updatesSignedBy(TestKeys.STRANGER)
                .licenseWithRelease("2.4.0")
                .plugged());

        assertThat(visited.visit().outcomes())
                .extracting(outcome ->
                        outcome.outcome().subject() + " " + outcome.outcome().result())
                .containsExactlyInAnyOrder("license applied", "release refused");
        assertThat(site.memory.running()).isEmpty();
    }

    @Test
    void whatTheStickServesOnAnotherOpenIsNeverInstalled() throws Exception {
        FakeVolume volume = stick().update("2.4.0").plugged();
        FakeVolume other = stick().update("2.4.0").withLastBitFlipped(UPDATE).plugged();
        volume.onceOpened.putAll(other.files);

        Visited visited = driver.plugIn(volume);

        assertThat(visited.visit()
                        .outcomes()
                        .getFirst()
                        .outcome()
                        .findRefusal()
                        .orElseThrow()
                        .code())
                .isEqualTo(RefusalCode.DIGEST_MISMATCH);
        assertThat(site.supervisor.started).isEmpty();
        assertThat(site.releases.folders("lamp")).isEmpty();
    }

    @Test
    void aStickThatAsksForAReturnGetsOne() throws Exception {
        FakeVolume volume = stick().file("SGATE-RETURN", new byte[0]).plugged();

        Visited visited = driver.plugIn(volume);

        assertThat(visited.exported().orElseThrow()).isInstanceOf(Step.Exported.class);
        assertThat(volume.written).hasSize(3);
    }

    @Test
    void anEmptyStickIsReleasedAndNothingIsWritten() throws Exception {
        FakeVolume volume = stick().plugged();
        Visited visited = driver.plugIn(volume);
        assertThat(volume.written).isEmpty();
        assertThat(visited.released().orElseThrow()).isInstanceOf(Step.SafeToUnplug.class);
        assertThat(site.memory.journal()).isEmpty();
    }

    @Test
    void aWriteProtectedStickDoesItsWorkAndTheJournalIsKeptForTheNext() throws Exception {
        FakeVolume volume = stick().license().plugged();
        volume.writeProtected = true;

        Visited visited = driver.plugIn(volume);

        assertThat(visited.exported().orElseThrow())
                .isInstanceOfSatisfying(
                        Step.NotExported.class,
                        step -> assertThat(step.refusal().evidence().facts())
                                .containsEntry("reason", "write-protected"));
        assertThat(site.memory.licenses()).hasSize(1);
        assertThat(site.events("journal-exported")).isEmpty();
        assertThat(site.staging.slots()).isEmpty();
        assertThat(visited.released().orElseThrow()).isInstanceOf(Step.SafeToUnplug.class);
    }

    @Test
    void aStickThatStaysWritableIsNotSafeToUnplug() throws Exception {
        FakeVolume volume = stick().license().plugged();
        volume.releasable = false;
        assertThat(driver.plugIn(volume).released().orElseThrow()).isInstanceOf(Step.NotReleased.class);
    }

    @Test
    void aBrokenTrustDocumentOfOurOwnRootsIsAnsweredOnTheStick() throws Exception {
        FakeVolume volume = stick().trust(set("version", "x"), TestKeys.ROOT_A, TestKeys.ROOT_B)
                .plugged();

        Visited visited = driver.plugIn(volume);

        assertThat(visited.visit().outcomes())
                .singleElement()
                .satisfies(file -> assertThat(file.outcome().subject()).isEqualTo("trust"));
        assertThat(volume.text(volume.written.getLast())).contains("\"code\":\"malformed\"");
        assertThat(site.events("refused"))
                .singleElement()
                .asString()
                .contains("\"subject\":\"trust\"", "\"code\":\"malformed\"");
    }

    @Test
    void aBrokenTrustDocumentOfTooFewRootsGetsNothingWritten() throws Exception {
        FakeVolume volume =
                stick().trust(set("version", "x"), TestKeys.LICENSE_A).plugged();

        driver.plugIn(volume);

        assertThat(volume.written).isEmpty();
        assertThat(site.events("refused")).singleElement().asString().contains("\"subject\":\"file\"");
    }

    @Test
    void ourOwnKeysAgainAreKnown() throws Exception {
        Visited visited = driver.plugIn(stick().trust(Samples.AS_IT_IS, TestKeys.ROOT_A, TestKeys.ROOT_B)
                .plugged());
        assertThat(visited.visit().outcomes())
                .extracting(FileOutcome::outcome)
                .containsExactly(new Outcome.AlreadyApplied("trust"));
        assertThat(visited.visit().mayWrite()).isTrue();
    }

    @Test
    void namesThatCouldMoveACursorAreEscapedEverywhere() throws Exception {
        FakeVolume volume =
                stick().license().copied(LICENSE, "\u001b[2J\u202e.sglic").plugged();
        volume.files.remove(LICENSE);
        driver.plugIn(volume);
        assertThat(volume.text(volume.written.getLast()))
                .contains("\\\\u001b[2J\\\\u202e.sglic")
                .doesNotContain("\u001b", "\u202e");
    }
}
