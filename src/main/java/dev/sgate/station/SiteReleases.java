package dev.sgate.station;

import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Payloads;
import dev.sgate.station.LedgerView.Floor;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.LedgerView.Quarantine;
import dev.sgate.station.LedgerView.TakenBack;
import dev.sgate.station.StateChange.QuarantineLifted;
import dev.sgate.station.StateChange.ReleaseTakenUp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The releases of this site, for site IT: which there are, the way back, and forgiveness (BEHAVIOUR 4). What is decided is in the ledger
 * when a call returns; {@link ApplicationWatch} makes the machine follow within a second.
 *
 * <p>{@code detail} of {@code warning} of kind {@code quarantine-lifted}: {@code app}, {@code version}, {@code sha256}.
 */
public final class SiteReleases {
    /** The least of a digest that names it. */
    public static final int LEAST_DIGITS = 8;

    /** What a release is now. */
    public enum Standing {
        /** The one that runs. */
        RUNS,
        /** The one that a way back leads to. */
        PREVIOUS,
        /** It ran earlier. */
        EARLIER,
        /** It ended again and again, or a person went back from it. */
        TAKEN_BACK
    }

    /** A release that was committed here. */
    public record ReleaseLine(HeldRelease release, Standing standing, boolean onDisk, boolean quarantined) {}

    /** All that is known; of one application, where one was asked for. */
    public record All(List<ReleaseLine> releases, List<Quarantine> quarantined) {}

    /** What came, or would come, of a way back. */
    public sealed interface Rollback {
        /** It was gone, or would be. */
        record Way(WayBack way) implements Rollback {}

        /** An install of the application goes on. */
        record Busy(String appName) implements Rollback {}

        /** There are several applications, or none. */
        record WhichApplication(List<String> names) implements Rollback {}
    }

    /** What came, or would come, of forgiving a digest. */
    public sealed interface Forgiveness {
        /**
         * It may be installed again.
         *
         * @param runsAgain whether it is the last release of an application that has none, still on the disk: it is started again
         */
        record Forgiven(Quarantine digest, boolean runsAgain) implements Forgiveness {}

        /** An install of the application goes on. */
        record Busy(String appName) implements Forgiveness {}

        /** No digest, or more than one, in quarantine begins like this. */
        record WhichDigest(int found) implements Forgiveness {}
    }

    private final Ledger ledger;
    private final TrustSource trust;
    private final Releases releases;
    private final GoingBack goingBack;
    private final InstallTurn turn;
    private final TrustedTime time;

    public SiteReleases(Ledger ledger, TrustSource trust, Releases releases, InstallTurn turn, TrustedTime time) {
        this.ledger = ledger;
        this.trust = trust;
        this.releases = releases;
        this.goingBack = new GoingBack(ledger, trust, releases, time::now);
        this.turn = turn;
        this.time = time;
    }

    /** Everything, or what there is of one application. */
    public All all(Optional<String> appName) throws IOException {
        List<ReleaseLine> lines = new ArrayList<>();
        for (String app : applications()) {
            if (appName.isEmpty() || appName.get().equals(app)) {
                lines.addAll(lines(app));
            }
        }
        List<Quarantine> quarantined = ledger.quarantined().stream()
                .filter(bad -> appName.isEmpty() || appName.get().equals(bad.appName()))
                .toList();
        return new All(lines, quarantined);
    }

    private List<String> applications() {
        TreeSet<String> names = new TreeSet<>();
        ledger.running().forEach(release -> names.add(release.appName()));
        ledger.takenBack().forEach(back -> names.add(back.release().appName()));
        return List.copyOf(names);
    }

    private List<ReleaseLine> lines(String app) throws IOException {
        List<String> folders = releases.folders(app);
        return ledger.releases(app).stream()
                .map(release -> new ReleaseLine(
                        release, standing(release), folders.contains(release.folder()), isQuarantined(release)))
                .toList();
    }

    private Standing standing(HeldRelease release) {
        String app = release.appName();
        if (ledger.findRunning(app).equals(Optional.of(release))) {
            return Standing.RUNS;
        }
        if (ledger.takenBack().stream().map(TakenBack::release).anyMatch(release::equals)) {
            return Standing.TAKEN_BACK;
        }
        return ledger.findPrevious(app).equals(Optional.of(release)) ? Standing.PREVIOUS : Standing.EARLIER;
    }

    private boolean isQuarantined(HeldRelease release) {
        return ledger.quarantined().stream().anyMatch(bad -> bad.digest().equals(release.digest()));
    }

    /** What {@link #rollBack} would do now; changes nothing. */
    public Rollback previewRollback(Optional<String> appName) throws IOException {
        List<String> named = appName.map(List::of).orElseGet(this::applications);
        return named.size() == 1
                ? new Rollback.Way(goingBack.find(named.getFirst()))
                : new Rollback.WhichApplication(named);
    }

    /** Goes back to the previous release; without a name, of the only application. */
    public Rollback rollBack(Optional<String> appName) throws IOException {
        List<String> named = appName.map(List::of).orElseGet(this::applications);
        if (named.size() != 1) {
            return new Rollback.WhichApplication(named);
        }
        List<WayBack> gone = new ArrayList<>();
        turn.outsideOfInstalls(named.getFirst(), () -> {
            if (!isBeingInstalled(named.getFirst())) {
                gone.add(goingBack.asked(named.getFirst()));
            }
        });
        return gone.isEmpty() ? new Rollback.Busy(named.getFirst()) : new Rollback.Way(gone.getFirst());
    }

    private boolean isBeingInstalled(String app) {
        return ledger.unfinishedInstalls().stream()
                .anyMatch(install -> install.appName().equals(app));
    }

    /** What {@link #forgive} would do now; changes nothing. */
    public Forgiveness previewForgiveness(String digits) throws IOException {
        List<Quarantine> meant = digits.length() < LEAST_DIGITS
                ? List.of()
                : ledger.quarantined().stream()
                        .filter(bad -> bad.digest().hex().startsWith(digits))
                        .toList();
        return meant.size() == 1
                ? new Forgiveness.Forgiven(
                        meant.getFirst(), comesBack(meant.getFirst()).isPresent())
                : new Forgiveness.WhichDigest(meant.size());
    }

    /** The last release of an application that has none now, if this is its digest, it is on the disk and not below the floor. */
    private Optional<HeldRelease> comesBack(Quarantine bad) throws IOException {
        List<String> folders = releases.folders(bad.appName());
        Optional<SemVer> floor =
                ledger.findFloor(bad.appName(), trust.current()).flatMap(Floor::minimum);
        return ledger.findRunning(bad.appName()).isPresent()
                ? Optional.empty()
                : ledger.takenBack().stream()
                        .map(TakenBack::release)
                        .filter(release -> release.appName().equals(bad.appName())
                                && release.digest().equals(bad.digest())
                                && folders.contains(release.folder())
                                && floor.filter(least -> release.version().compareTo(least) < 0)
                                        .isEmpty())
                        .findFirst();
    }

    /**
     * Lifts a quarantine.
     *
     * @param digits the first {@link #LEAST_DIGITS} or more hex digits of the digest
     */
    public Forgiveness forgive(String digits) throws IOException {
        if (!(previewForgiveness(digits) instanceof Forgiveness.Forgiven meant)) {
            return previewForgiveness(digits);
        }
        String app = meant.digest().appName();
        List<Forgiveness> done = new ArrayList<>();
        turn.outsideOfInstalls(app, () -> {
            if (!isBeingInstalled(app)) {
                done.add(lift(meant.digest()));
            }
        });
        return done.isEmpty() ? new Forgiveness.Busy(app) : done.getFirst();
    }

    private Forgiveness lift(Quarantine bad) throws IOException {
        Optional<HeldRelease> again = comesBack(bad);
        List<StateChange> changes = new ArrayList<>(List.of(new QuarantineLifted(bad.digest())));
        again.ifPresent(release -> changes.add(new ReleaseTakenUp(bad.appName(), release.folder(), time.now())));
        ledger.commit(
                changes,
                List.of(EventDraft.of(
                        EventType.WARNING,
                        time.now(),
                        Payloads.members(
                                "kind", "quarantine-lifted",
                                "app", bad.appName(),
                                "version", bad.version().written(),
                                "sha256", bad.digest().hex()))));
        return new Forgiveness.Forgiven(bad, again.isPresent());
    }
}
