package dev.sgate.appliance;

import dev.sgate.seal.Evidence;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.FileOutcome;
import dev.sgate.station.LogEvent;
import dev.sgate.station.Outcome;
import dev.sgate.station.Step;
import dev.sgate.station.UnreadableStick;
import dev.sgate.station.Visit;
import java.util.Map;

/** Tells the log what a step handed on. It follows the steps by itself: a log line is no node of a route that could be forgotten. */
final class VisitLog {
    private VisitLog() {}

    /** What people wait for or must know of this step; most steps say nothing. */
    static void tell(Step step) {
        switch (step) {
            case Step.Welcomed welcomed ->
                line(LogEvent.STICK_SEEN, "stick seen: checking, leave it in", welcomed.visit())
                        .tell();
            case Step.TurnedAway away ->
                refused(
                                LogEvent.STICK_TURNED_AWAY,
                                "stick not touched: it may be unplugged",
                                away.visit(),
                                away.refusal())
                        .warn();
            case Step.Unreadable(var visit, UnreadableStick(String kind, boolean damaged)) ->
                line(
                                LogEvent.STICK_NOT_READABLE,
                                damaged
                                        ? "stick not read here: its file system is damaged or this machine has no driver for it; it may be"
                                                + " unplugged"
                                        : "stick of a kind that is not read here: nothing on it was read or changed, it may be unplugged",
                                visit)
                        .with("found", kind.isEmpty() ? "nothing" : kind)
                        .with("expected", "vfat,exfat,ext4")
                        .warn();
            case Step.CandidatesFound found ->
                line(LogEvent.FILES_FOUND, "files to check", found.visit())
                        .with("count", found.candidates())
                        .tell();
            case Step.NothingToOpen nothing ->
                line(LogEvent.NO_FILES, "no files for us on this stick", nothing.visit())
                        .tell();
            case Step.Switched switched ->
                line(LogEvent.RELEASE_STARTED, "release started: its health check decides", switched.visit())
                        .with("file", switched.file().name())
                        .with("folder", switched.run().folder())
                        .tell();
            case Step.Exported exported ->
                line(LogEvent.JOURNAL_EXPORTED, "journal is on the stick", exported.visit())
                        .with("files", String.join(",", exported.fileNames()))
                        .tell();
            case Step.NotExported not ->
                refused(
                                line(
                                                LogEvent.JOURNAL_NOT_EXPORTED,
                                                "journal could not be written: it stays here for the next stick",
                                                not.visit())
                                        .with("filesWritten", not.fileNames().size()),
                                not.refusal())
                        .warn();
            case Step.ReceiptWritten written ->
                line(LogEvent.RECEIPT_WRITTEN, "receipt is on the stick", written.visit())
                        .with("files", String.join(",", written.fileNames()))
                        .tell();
            case Step.ReceiptNotWritten not ->
                refused(
                                LogEvent.RECEIPT_NOT_WRITTEN,
                                "receipt could not be written: what happened is on record here",
                                not.visit(),
                                not.refusal())
                        .warn();
            case Step.SafeToUnplug safe ->
                line(LogEvent.SAFE_TO_UNPLUG, "safe to unplug", safe.visit()).tell();
            case Step.NotReleased not ->
                refused(
                                LogEvent.STICK_NOT_RELEASED,
                                "stick could not be released: unmount it by hand if it is still there",
                                not.visit(),
                                not.refusal())
                        .warn();
            case Step.NothingToReturn ignored -> {}
            case Step.Opened ignored -> {}
            case Step.NotOpened ignored -> {}
            case Step.TrustOpened ignored -> {}
            case Step.LicenseReady ignored -> {}
            case Step.UpdateReady ignored -> {}
            case Step.Prepared ignored -> {}
            case Step.Healthy ignored -> {}
            case Step.Unhealthy ignored -> {}
            case Step.Settled ignored -> {}
            case Step.CutOff ignored -> {}
        }
    }

    /** What became of a file. */
    static void tell(Visit visit, FileOutcome settled) {
        switch (settled.outcome()) {
            case Outcome.LicenseApplied applied ->
                file(LogEvent.LICENSE_IN_FORCE, "license in force", visit, settled)
                        .with("product", applied.product())
                        .with("validUntil", applied.validUntil())
                        .with("seats", applied.seatsTaken() + "/" + applied.seats())
                        .with("bundle", applied.bundleId())
                        .tell();
            case Outcome.TrustApplied applied ->
                file(LogEvent.TRUST_TAKEN, "the vendor's new keys count from now on", visit, settled)
                        .with("version", applied.version())
                        .with("versionBefore", applied.before())
                        .with("expires", applied.expires())
                        .tell();
            case Outcome.ReleaseApplied applied ->
                file(LogEvent.RELEASE_INSTALLED, "release installed and healthy", visit, settled)
                        .with("app", applied.appName())
                        .with("version", applied.version())
                        .tell();
            case Outcome.ReleaseRolledBack back ->
                refused(
                                file(
                                        LogEvent.RELEASE_ROLLED_BACK,
                                        "release rolled back: what ran before runs again",
                                        visit,
                                        settled),
                                back.refusal())
                        .with("app", back.appName())
                        .with("version", back.version())
                        .warn();
            case Outcome.ReleaseWaits waits ->
                file(
                                LogEvent.RELEASE_WAITS,
                                waits.forPerson()
                                        ? "release is checked and waits for a person: sgate install"
                                        : "release is checked and waits for the application's next restart",
                                visit,
                                settled)
                        .with("app", waits.appName())
                        .with("version", waits.version())
                        .tell();
            case Outcome.AlreadyApplied(String subject) ->
                file(LogEvent.FILE_NOTHING_NEW, "nothing new: this did its work on an earlier visit", visit, settled)
                        .with("subject", subject)
                        .tell();
            case Outcome.Refused(String subject, Refusal refusal) ->
                refused(
                                file(LogEvent.FILE_REFUSED, "not accepted: nothing was changed by it", visit, settled)
                                        .with("subject", subject),
                                refusal)
                        .warn();
        }
    }

    /** Something that should not have happened, or a stick that was gone in between. */
    static void tell(Failure failure) {
        switch (failure) {
            case Failure.FileFailed(var visit, var file, var cause) ->
                givenUp(
                        line(LogEvent.FILE_GIVEN_UP, "a file was given up: bring the stick again", visit)
                                .with("file", file.name()),
                        FailureJudging.refusal(visit, cause).code(),
                        cause);
            case Failure.VisitFailed(var visit, var cause) ->
                givenUp(
                        line(LogEvent.VISIT_GIVEN_UP, "the visit was given up: bring the stick again", visit),
                        FailureJudging.refusal(visit, cause).code(),
                        cause);
            case Failure.NothingMore(var visit, var cause) ->
                givenUp(
                        visit.map(known -> line(
                                        LogEvent.STEP_FAILED,
                                        "something failed that could not be put on record",
                                        known))
                                .orElseGet(() -> LogLine.of(LogEvent.STEP_FAILED, "something failed")),
                        RefusalCode.INTERNAL,
                        cause);
        }
    }

    /** An alarm, unless the stick is to blame. */
    private static void givenUp(LogLine line, RefusalCode code, Exception cause) {
        LogLine told = line.with("code", code.word()).with("cause", cause);
        if (code == RefusalCode.INTERNAL) {
            told.alarm();
        } else {
            told.warn();
        }
    }

    private static LogLine line(LogEvent event, String what, Visit visit) {
        return LogLine.of(event, what)
                .with("visit", visit.id().shortForm())
                .with("volume", visit.mount().name());
    }

    private static LogLine file(LogEvent event, String what, Visit visit, FileOutcome settled) {
        return LogLine.of(event, what)
                .with("visit", visit.id().shortForm())
                // it was made printable already
                .with(new Evidence(Map.of("file", settled.fileName())));
    }

    private static LogLine refused(LogEvent event, String what, Visit visit, Refusal refusal) {
        return refused(line(event, what, visit), refusal);
    }

    private static LogLine refused(LogLine line, Refusal refusal) {
        return line.with("code", refusal.code().word()).with(refusal.evidence());
    }
}
