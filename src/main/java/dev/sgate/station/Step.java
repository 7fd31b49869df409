package dev.sgate.station;

import dev.sgate.license.LicenseBundle;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.Sha256;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a step of the visit hands to the next one. A route branches on the type alone (the {@code outcome} language), so each way
 * things can go has a type with a name that reads well there.
 */
public sealed interface Step {
    Visit visit();

    /** The volume may be looked at. */
    record Welcomed(Visit visit) implements Step {}

    /** The volume is not touched: mounted unsafely ({@code unsafe-mount}) or gone again. */
    record TurnedAway(Visit visit, Refusal refusal) implements Step {}

    /** The stick cannot be read here; nobody touched it. */
    record Unreadable(Visit visit, UnreadableStick why) implements Step {}

    /** There are files to open. */
    record CandidatesFound(Visit visit, int candidates) implements Step {}

    /** There is nothing of ours to open; the stick may still ask for a return. */
    record NothingToOpen(Visit visit) implements Step {}

    /** A file's signature, role and fields held. */
    record Opened(Visit visit, OpenedFile file) implements Step {}

    /** A trust document's signatures, version and fields held; its envelope line lies in the file's slot. */
    record TrustOpened(Visit visit, OpenedFile file) implements Step {}

    /** A license, judged and accepted; its update, if it brought one that will be installed, is staged. */
    record LicenseReady(
            Visit visit, OpenedFile file, LicenseBundle bundle, byte[] envelopeLine, Optional<StagedUpdate> update)
            implements Step {}

    /** A release, judged, accepted and staged. */
    record UpdateReady(Visit visit, OpenedFile file, StagedUpdate update) implements Step {}

    /** The release has a folder of its own, whole and synced. */
    record Prepared(Visit visit, OpenedFile file, InstallRun run) implements Step {}

    /** {@code current} points to the release, and it was started. */
    record Switched(Visit visit, OpenedFile file, InstallRun run, Supervisor.Running process) implements Step {}

    /** The release passed its health check. */
    record Healthy(Visit visit, OpenedFile file, InstallRun run) implements Step {}

    /** The release failed its health check. */
    record Unhealthy(Visit visit, OpenedFile file, InstallRun run, Refusal refusal) implements Step {}

    /**
     * Nothing more happens to this file. {@code outcomes} are those that {@link FileSettling} has still to record; what came with a
     * change of state was recorded with it. All outcomes of the file are in {@link Visit#outcomes()} afterwards.
     */
    record Settled(Visit visit, OpenedFile file, List<Outcome> outcomes) implements Step {
        public Settled {
            outcomes = List.copyOf(outcomes);
        }
    }

    /** A file that was not even opened. {@code digest} is of its envelope line, where that was read. */
    record NotOpened(Visit visit, Path name, Optional<Sha256> digest, Outcome outcome) implements Step {}

    /** The journal is on the stick. */
    record Exported(Visit visit, List<String> fileNames) implements Step {
        public Exported {
            fileNames = List.copyOf(fileNames);
        }
    }

    /**
     * The journal could not be written, or not all of it, and why; what it holds stays here and goes with the next stick.
     *
     * @param fileNames the parts that are on the stick all the same
     */
    record NotExported(Visit visit, List<String> fileNames, Refusal refusal) implements Step {
        public NotExported {
            fileNames = List.copyOf(fileNames);
        }
    }

    /** Nobody asked us to write on this stick. */
    record NothingToReturn(Visit visit) implements Step {}

    /** The receipt is on the stick, for people and as JSON. */
    record ReceiptWritten(Visit visit, List<String> fileNames) implements Step {
        public ReceiptWritten {
            fileNames = List.copyOf(fileNames);
        }
    }

    /** The receipt could not be written, and why; what happened is in the ledger all the same. */
    record ReceiptNotWritten(Visit visit, Refusal refusal) implements Step {}

    /** All is synced, the mount is read-only or gone. */
    record SafeToUnplug(Visit visit) implements Step {}

    /** The volume was gone, or could not be released, before we were done. */
    record NotReleased(Visit visit, Refusal refusal) implements Step {}

    /** An install that a stop, a kill or a power cut left unfinished; {@code file} stands for the one that brought it. */
    record CutOff(Visit visit, OpenedFile file, LedgerView.UnfinishedInstall install) implements Step {}

    /** An update whose attachment lies, hashed and synced, in a staging slot; or in the slot of the license that brought it. */
    record StagedUpdate(UpdateOffer offer, byte[] envelopeLine, String slot) {}

    /** An install under way. */
    record InstallRun(InstallId install, UpdateOffer offer, String folder, Optional<String> previousFolder) {}
}
