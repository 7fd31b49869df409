package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.store.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/**
 * Sticks that between them go every way there is through the route files, and who must have been called for each. The same visits
 * are the test of the routes as they are, and of the routes with one node missing.
 */
final class ScriptedVisits {
    private static final Logger CAMEL = Logger.getLogger("org.apache.camel");
    private final Path media;
    private final Pipeline pipeline;
    private final ScriptedStation station;
    private final Duration patience;

    private ScriptedVisits(Path media, Pipeline pipeline, ScriptedStation station, Duration patience) {
        this.media = media;
        this.pipeline = pipeline;
        this.station = station;
        this.patience = patience;
    }

    /** An empty ledger for the reports. */
    static DataSource ledger(Path folder) {
        Path database = folder.resolve("sgate.db");
        SqliteLedger.open(database, new byte[32], new UUID(0, 0), UUID::randomUUID)
                .close();
        return SqliteLedger.reports(database);
    }

    /**
     * Runs all visits; an {@link AssertionError}, a time-out or {@link RoutesRefused} says that the routes are not what they should
     * be.
     *
     * @param patience how long to wait for each thing that should happen
     */
    static void run(Path routes, Path media, DataSource ledger, Duration patience) throws Exception {
        CAMEL.setLevel(Level.WARNING);
        ScriptedStation station = new ScriptedStation(patience.dividedBy(2));
        try (Pipeline pipeline = Pipeline.prepare(CamelLoading.begin(), routes, StepCatalog.ofProduct())) {
            pipeline.start(station::steps, ledger, new VolumeLinks(media), Duration.ofMinutes(1));
            new ScriptedVisits(media, pipeline, station, patience).all();
        }
    }

    private void all() throws Exception {
        pipeline.begin();
        afterARestart();
        aStickWithEverything();
        aStickThatIsPulledBeforeItsFilesAreHandedOver();
        aStickThatIsNotWelcome();
        sticksWithNothingToOpen();
        aVisitThatBreaks();
        aStickThatStallsWhileItsFilesAreHandedOver();
    }

    private void afterARestart() {
        calls("start", "resumeUndoing resumeTakingUp applicationStart");
        await("clock", "markRaising");
        await("clock", "clockComparing");
        await("output", "outputBounding");
        await("applications", "applicationWatching");
        await("waited-disbelieved.sgupd", "fileSettling");
        calls("waited-disbelieved.sgupd", "waitingGoingOn fileSettling");
        calls(
                "waited.sgupd",
                "waitingGoingOn installTurnTaking releasePreparing releaseSwitching releaseProbation releaseCommit"
                        + " fileSettling installTurnEnding");
        await("lease-files", "leaseFileKeeping");
        await("metrics", "metricsWriting");
        await("licenses", "licenseWatching");
        await("resumed-disbelieved", "installTurnEnding");
        calls(
                "resumed-probation",
                "installTurnTaking resumeGoingOn releaseProbation releaseCommit fileSettling installTurnEnding");
        calls("resumed-rollback", "installTurnTaking resumeGoingOn releaseRollback fileSettling installTurnEnding");
        calls("resumed-disbelieved", "installTurnTaking resumeGoingOn fileSettling installTurnEnding");
    }

    private void aStickWithEverything() throws IOException {
        plugIn(
                "everything",
                "license-alone.sglic",
                "license-with-release.sglic",
                "sick.sgupd",
                "unsafe-archive.sgupd",
                "cannot-start.sgupd",
                "refused.sgupd",
                "later.sgupd",
                "unreadable.SGUPD",
                "keys.sgtrust",
                "keys-throw.sgtrust",
                "throws-opening.sgupd",
                "throws-staging.sgupd",
                "throws-preparing.sgupd");
        await("everything", "volumeRelease");
        calls("everything", "visitStart volumeScan trustFirst visitOrder journalExport receiptWriting volumeRelease");
        calls("license-alone.sglic", "fileOpening fileStaging licenseImport leaseFileKeeping fileSettling");
        calls(
                "license-with-release.sglic",
                "fileOpening fileStaging licenseImport leaseFileKeeping releaseTiming installTurnTaking releasePreparing"
                        + " releaseSwitching releaseProbation releaseCommit fileSettling installTurnEnding");
        calls(
                "sick.sgupd",
                "fileOpening fileStaging releaseTiming installTurnTaking releasePreparing releaseSwitching"
                        + " releaseProbation releaseRollback fileSettling installTurnEnding");
        calls(
                "unsafe-archive.sgupd",
                "fileOpening fileStaging releaseTiming installTurnTaking releasePreparing fileSettling installTurnEnding");
        calls(
                "cannot-start.sgupd",
                "fileOpening fileStaging releaseTiming installTurnTaking releasePreparing releaseSwitching"
                        + " releaseRollback fileSettling installTurnEnding");
        calls("refused.sgupd", "fileOpening fileStaging fileSettling");
        calls("later.sgupd", "fileOpening fileStaging releaseTiming fileSettling");
        calls("unreadable.SGUPD", "fileOpening fileSettling");
        calls("keys.sgtrust", "fileOpening trustTaking fileSettling");
        calls("keys-throw.sgtrust", "fileOpening trustTaking fileGivingUp");
        calls("throws-opening.sgupd", "fileOpening fileSettling");
        calls("throws-staging.sgupd", "fileOpening fileStaging fileGivingUp");
        calls(
                "throws-preparing.sgupd",
                "fileOpening fileStaging releaseTiming installTurnTaking releasePreparing fileGivingUp installTurnEnding");
        published("everything", "volumeRelease");
        noRouteIsLeft();
        station.pull("everything");
        await("everything", "volumeForgotten");
    }

    private void aStickThatIsPulledBeforeItsFilesAreHandedOver() throws IOException {
        plugIn("pulled-early", "refused-of-a-pulled-stick.sgupd");
        await("pulled-early", "volumeRelease");
        calls("pulled-early", "visitStart volumeScan volumeForgotten volumeRelease");
        assertThat(station.trace().called("refused-of-a-pulled-stick.sgupd")).isEmpty();
        noRouteIsLeft();
    }

    private void aStickThatIsNotWelcome() throws IOException {
        plugIn("unsafe");
        published("unsafe", "visitStart");
        plugIn("another-kind");
        published("another-kind", "visitStart");
        plugIn("too-many", "license.sglic");
        await("too-many", "volumeScan");
        published("too-many", "volumeScan");
        calls("unsafe", "visitStart");
        calls("another-kind", "visitStart");
        calls("too-many", "visitStart volumeScan");
        assertThat(station.trace().called("license.sglic")).isEmpty();
    }

    private void sticksWithNothingToOpen() throws IOException {
        plugIn("return-only");
        await("return-only", "volumeRelease");
        calls("return-only", "visitStart volumeScan journalExport receiptWriting volumeRelease");
        plugIn("write-protected");
        await("write-protected", "volumeRelease");
        calls("write-protected", "visitStart volumeScan journalExport receiptWriting volumeRelease");
        published("write-protected", "volumeRelease");
        plugIn("foreign");
        await("foreign", "volumeRelease");
        published("foreign", "volumeRelease");
        calls("foreign", "visitStart volumeScan journalExport volumeRelease");
        // these two export only when the status was published after their file
        plugIn("settles-one", "refused-alone.sgupd");
        await("settles-one", "volumeRelease");
        calls("settles-one", "visitStart volumeScan trustFirst visitOrder journalExport receiptWriting volumeRelease");
        plugIn("gives-one-up", "throws-staging-alone.sgupd");
        await("gives-one-up", "volumeRelease");
        calls("gives-one-up", "visitStart volumeScan trustFirst visitOrder journalExport receiptWriting volumeRelease");
    }

    private void aVisitThatBreaks() throws IOException {
        plugIn("broken-export");
        await("broken-export", "volumeRelease");
        calls("broken-export", "visitStart volumeScan journalExport visitGivingUp volumeRelease");
        plugIn("broken-twice");
        await("broken-twice", "volumeRelease");
        calls("broken-twice", "visitStart volumeScan journalExport visitGivingUp failureTelling volumeRelease");
        noRouteIsLeft();
    }

    private void aStickThatStallsWhileItsFilesAreHandedOver() {
        await("overdue", "volumeRelease");
        calls("overdue", "visitGivingUp volumeRelease");
    }

    private void plugIn(String name, String... files) throws IOException {
        Path stick = Files.createDirectories(media.resolve(name));
        for (String file : files) {
            Files.writeString(stick.resolve(file), file);
        }
        station.plugIn(stick);
    }

    private void await(String subject, String step) {
        Awaitility.await(subject + ": " + step)
                .pollInterval(Duration.ofMillis(5))
                .atMost(patience)
                .until(() -> station.trace().called(subject).contains(step));
    }

    private void published(String subject, String step) {
        Awaitility.await(subject + ": " + step + " is published")
                .pollInterval(Duration.ofMillis(5))
                .atMost(patience)
                .until(() -> station.trace().publishedSince(subject, step));
    }

    private void calls(String subject, String steps) {
        assertThat(station.trace().called(subject)).as(subject).isEqualTo(List.of(steps.split(" ")));
    }

    private void noRouteIsLeft() {
        Awaitility.await("no volume's route is left")
                .pollInterval(Duration.ofMillis(5))
                .atMost(patience)
                .until(() ->
                        pipeline.context().getRoutes().stream().noneMatch(route -> "volume".equals(route.getGroup())));
    }
}
