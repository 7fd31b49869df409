package dev.sgate.station;

import dev.sgate.release.App;
import dev.sgate.release.ReleaseDecision;
import dev.sgate.release.ReleaseRules;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.station.Step.StagedUpdate;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Judges an update and brings its attachment into staging: read once from the stick, hashed while it is copied, synced. An
 * attachment that will not be installed is not read at all.
 */
final class ReleaseStaging {
    /** Left free on the disk beside what installing takes, so that the journal can go on: 16 MiB. */
    static final long MARGIN_BYTES = 16L << 20;

    private static final String RELEASE = "release";

    private final Ledger ledger;
    private final Standing standing;
    private final Staging staging;
    private final Progress progress;
    private final InstallPolicy.When policy;

    ReleaseStaging(Ledger ledger, Standing standing, Staging staging, Progress progress, InstallPolicy.When policy) {
        this.policy = policy;
        this.ledger = ledger;
        this.standing = standing;
        this.staging = staging;
        this.progress = progress;
    }

    ReleaseHalf stage(Visit visit, OpenedFile file, UpdateOffer offer, byte[] line) throws IOException {
        if (ledger.findRemembered(offer.identity()).equals(Optional.of(FileStaging.APPLIED))
                && isHeld(offer.app())
                && !wasTakenBack(offer.app())) {
            return new ReleaseHalf.Ended(new Outcome.AlreadyApplied(RELEASE));
        }
        Optional<Outcome> waits = waiting(offer);
        if (waits.isPresent()) {
            return new ReleaseHalf.Ended(waits.get());
        }
        return switch (ReleaseRules.judge(offer, standing.forRelease(offer.app(), visit.now()))) {
            case ReleaseDecision.AlreadyInstalled same -> new ReleaseHalf.Ended(new Outcome.AlreadyApplied(RELEASE));
            case ReleaseDecision.Refused(Refusal refusal) -> refused(refusal);
            case ReleaseDecision.Install install -> bringIn(visit, file, offer, line);
        };
    }

    /** This very file waits here already, and is not read again; empty where it does not, or what it waited for came. */
    private Optional<Outcome> waiting(UpdateOffer offer) {
        return policy == InstallPolicy.When.AT_ONCE
                ? Optional.empty()
                : ledger.waitingUpdates().stream()
                        .filter(waits -> waits.identity().equals(offer.identity()))
                        .<Outcome>map(waits -> new Outcome.ReleaseWaits(
                                waits.appName(), waits.version(), policy == InstallPolicy.When.CONFIRM))
                        .findFirst();
    }

    /** Where the ledger was lost and made anew, what is remembered of a file may be all that is left of it. */
    private boolean isHeld(App app) {
        return ledger.releases(app.name()).stream()
                .anyMatch(release -> release.digest().equals(app.sha256()));
    }

    /** A file that did its work is not read again; one whose release was taken back later has to be judged anew. */
    private boolean wasTakenBack(App app) {
        return ledger.takenBack().stream()
                .anyMatch(back -> back.release().appName().equals(app.name())
                        && back.release().digest().equals(app.sha256()));
    }

    static ReleaseHalf refused(Refusal refusal) {
        return new ReleaseHalf.Ended(new Outcome.Refused(RELEASE, refusal));
    }

    private ReleaseHalf bringIn(Visit visit, OpenedFile file, UpdateOffer offer, byte[] line) throws IOException {
        App app = offer.app();
        long needed = app.length() + Releases.bytesNeeded(app) + MARGIN_BYTES;
        long usable = staging.usableBytes();
        if (usable < needed) {
            return refused(
                    Refusal.of(RefusalCode.NO_SPACE, "neededBytes", needed).and("usableBytes", usable));
        }
        try {
            return switch (copy(visit, file, app)) {
                case Verdict.Accepted<Sha256> whole ->
                    new ReleaseHalf.ToInstall(new StagedUpdate(offer, line, file.slot()));
                case Verdict.Refused<Sha256>(Refusal refusal) -> new ReleaseHalf.Damaged(refusal);
            };
        } catch (MediumStream.MediumException failure) {
            return refused(MediumTrouble.of(visit.volume(), failure));
        } catch (IOException failure) {
            return refused(full(failure));
        }
    }

    private Verdict<Sha256> copy(Visit visit, OpenedFile file, App app) throws IOException {
        Progress.Copying copying = progress.begin(visit, file, app.length());
        try (InputStream in = attachment(visit, file);
                Staging.Writing out = staging.write(file.slot(), Staging.Part.ATTACHMENT)) {
            Verdict<Sha256> verdict =
                    new SealedFile(in).copyAttachment(app.length(), app.sha256(), out, copying::copied);
            // Before this line a power cut leaves part of an attachment that no row names: the next start throws it
            // away.
            out.sync();
            if (verdict instanceof Verdict.Accepted<Sha256>) {
                copying.done();
            }
            return verdict;
        }
    }

    private static InputStream attachment(Visit visit, OpenedFile file) throws IOException {
        try {
            return new MediumStream(visit.volume().read(file.name(), file.envelopeBytes()));
        } catch (IOException failure) {
            throw new MediumStream.MediumException(failure);
        }
    }

    /** The disk filled up while we copied, whoever filled it; any other failure of our own disk is a broken machine. */
    private Refusal full(IOException failure) throws IOException {
        long usable = staging.usableBytes();
        if (usable >= MARGIN_BYTES) {
            throw failure;
        }
        return Refusal.of(RefusalCode.NO_SPACE, "usableBytes", usable);
    }
}
