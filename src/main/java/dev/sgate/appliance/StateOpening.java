package dev.sgate.appliance;

import dev.sgate.host.DeviceKeyFile;
import dev.sgate.host.KeptFiles;
import dev.sgate.seal.Sha256;
import dev.sgate.station.GoingBack;
import dev.sgate.station.HeldTrust;
import dev.sgate.station.Ids;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.LogEvent;
import dev.sgate.station.Releases;
import dev.sgate.station.Staging;
import dev.sgate.station.StateRecovery;
import dev.sgate.station.StateRules;
import dev.sgate.station.TrustSource;
import dev.sgate.station.WayBack;
import dev.sgate.station.Witness;
import dev.sgate.station.WitnessKeeping;
import dev.sgate.store.LedgerFound;
import dev.sgate.store.LedgerInspection;
import dev.sgate.store.LedgerRebuild;
import dev.sgate.store.LedgerSwap;
import dev.sgate.store.SqliteLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * Opens the ledger at a start, whatever is in its place (ADR 0018): a whole one; an older copy, which is brought up to what is known
 * beside it; a damaged or a missing one, in whose place a new one is made. What was found wrong is said in the log and in the journal.
 */
final class StateOpening {
    private final Path database;
    private final DeviceKeyFile device;
    private final KeptFiles kept;
    private final Releases releases;
    private final Staging staging;
    private final TrustSource pin;
    private final Ids ids;
    private final Function<Path, SqliteLedger> opening;

    /** @param opening opens a ledger at this path, and makes one where there is none */
    StateOpening(
            Path state,
            DeviceKeyFile device,
            Releases releases,
            Staging staging,
            TrustSource pin,
            Ids ids,
            Function<Path, SqliteLedger> opening) {
        this.database = state.resolve(Machine.LEDGER);
        this.device = device;
        this.kept = new KeptFiles(state, device);
        this.releases = releases;
        this.staging = staging;
        this.pin = pin;
        this.ids = ids;
        this.opening = opening;
    }

    /** The ledger, brought up and watched: from now on what it must not lose is kept beside it. */
    SqliteLedger open(Instant now) throws IOException {
        kept.tidy();
        if (kept.witnessIsDamaged()) {
            LogLine.of(
                            LogEvent.WITNESS_DAMAGED,
                            "the file kept/witness beside the database does not prove itself; the database alone counts")
                    .alarm();
        }
        SqliteLedger ledger = opened(now);
        try {
            Optional<Witness> witness = kept.witness();
            if (witness.isPresent()) {
                tell(recovery(ledger).bringUp(witness.get(), now), witness.get());
            }
            takeBackWhatIsGone(ledger, now);
            WitnessKeeping keeping = new WitnessKeeping(kept, digestOfKey(), Steps::announce, System::nanoTime);
            ledger.watchedBy(keeping);
            keeping.begin(ledger, pin);
            return ledger;
        } catch (IOException | RuntimeException failed) {
            ledger.close();
            throw failed;
        }
    }

    /**
     * Releases whose folder is gone: before anything relies on them. While the daemon runs, the same is done by who looks after the
     * applications.
     */
    private void takeBackWhatIsGone(SqliteLedger ledger, Instant now) throws IOException {
        GoingBack back = new GoingBack(ledger, new HeldTrust(ledger, pin), releases, InstantSource.fixed(now));
        for (HeldRelease release : ledger.running()) {
            Optional<WayBack> way = ifGone(back, release.appName());
            if (way.isPresent()) {
                follow(release, way.get());
            }
        }
    }

    /** What cannot be looked at is not gone: nothing is decided, and the start goes on. */
    private static Optional<WayBack> ifGone(GoingBack back, String app) {
        try {
            return back.ifFolderIsGone(app);
        } catch (IOException failure) {
            LogLine.of(
                            LogEvent.APPLICATION_NOT_WATCHED,
                            "it cannot be seen whether the release of an application is there; look at the disk of the state folder")
                    .with("app", app)
                    .with("why", String.valueOf(failure.getMessage()))
                    .alarm();
            return Optional.empty();
        }
    }

    private void follow(HeldRelease release, WayBack way) throws IOException {
        // A power cut here: current leads nowhere, and is made to follow the ledger at the next start.
        LogLine line = LogLine.of(
                LogEvent.RELEASE_FOLDER_GONE, "the folder of a release is gone; insert the stick with it again");
        if (way instanceof WayBack.Open open) {
            releases.switchTo(release.appName(), open.to().folder());
            line = line.with("kept", open.to().version());
        } else {
            releases.clearCurrent(release.appName());
        }
        line.with("app", release.appName()).with("version", release.version()).alarm();
    }

    private SqliteLedger opened(Instant now) throws IOException {
        return switch (LedgerInspection.inspect(database, keyIsRight(), () -> opening.apply(database))) {
            case LedgerFound.Sound(SqliteLedger ledger) -> ledger;
            case LedgerFound.Damaged(String why) -> rebuilt(why, now);
            case LedgerFound.Absent absent ->
                kept.knowsALedger() ? rebuilt("it is gone", now) : opening.apply(database);
        };
    }

    /** Whether the journal's key is the one that the witness saw. */
    private boolean keyIsRight() throws IOException {
        return kept.witness()
                .flatMap(Witness::journalKey)
                .filter(digestOfKey()::equals)
                .isPresent();
    }

    private Sha256 digestOfKey() {
        return Sha256.of(device.journalKey());
    }

    private SqliteLedger rebuilt(String why, Instant now) throws IOException {
        Optional<Path> old = LedgerRebuild.rebuild(
                database, opening, kept.witness().map(Witness::head), ledger -> fill(ledger, now), now);
        LogLine.of(
                        LogEvent.STATE_REBUILT,
                        "the database is no use and a new one was made; applications, version floors, quarantines and the clock's"
                                + " mark are as they were; an update that waited for a yes waits for it again; seats may be free"
                                + " again, and events that did not reach the vendor may be lost; tell the vendor")
                .with("why", why)
                .with("old", old.map(Path::toString).orElse("none"))
                .alarm();
        return opening.apply(database);
    }

    private StateRecovery recovery(SqliteLedger ledger) {
        return new StateRecovery(ledger, kept, releases, staging, pin, device, ids);
    }

    private void fill(SqliteLedger ledger, Instant now) {
        try {
            recovery(ledger).rebuild(now);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tell(StateRules.Standing standing, Witness witness) {
        if (standing != StateRules.Standing.CURRENT) {
            LogLine.of(
                            LogEvent.STATE_OLDER,
                            "the database is an older copy, or another's; version floors, trust documents, licenses and releases were"
                                    + " brought up to date; there is no new seat until the vendor resets the device counter; call"
                                    + " the vendor")
                    .with("standing", standing)
                    .with("lastSeq", witness.head().seq())
                    .alarm();
        }
    }

    /**
     * Only the journal's key is gone: everything else goes on. The ledger comes first, then the key: a power cut between is made good
     * at the next start, and so is one before the loss was told, see {@link SqliteLedger#untoldLoss}. A ledger that is no use either is
     * left to {@link #open}.
     */
    static void makeReady(Path state, Instant now) throws IOException {
        Path database = state.resolve(Machine.LEDGER);
        LedgerSwap.finish(database, now);
        if (!DeviceKeyFile.lostJournalKey(state)) {
            return;
        }
        LedgerInspection.giveUpEvents(database);
        DeviceKeyFile.makeJournalKey(state);
    }
}
