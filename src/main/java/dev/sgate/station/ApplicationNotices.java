package dev.sgate.station;

import dev.sgate.release.CrashHistory;
import dev.sgate.seal.Evidence;
import dev.sgate.seal.Refusal;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.Notice.Urgency;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What {@link ApplicationWatch} has to say to site IT. */
final class ApplicationNotices {
    private ApplicationNotices() {}

    static Notice ended(HeldRelease release, Duration pause, CrashHistory history, Evidence seen) {
        Evidence facts = about(release).and("shortRuns", history.shortRuns()).and("pauseMillis", pause.toMillis());
        return new Notice(
                LogEvent.APPLICATION_ENDED,
                Urgency.SOON,
                "an application ended by itself",
                "it is started again; look at its output.log",
                with(facts, seen));
    }

    static Notice startedAgain(HeldRelease release, Supervisor.Running process) {
        return new Notice(
                LogEvent.APPLICATION_STARTED_AGAIN,
                Urgency.INFORMATION,
                "an application was started again",
                "nothing",
                about(release).and("pid", process.pid()));
    }

    static Notice takenBack(HeldRelease release, WayBack way, Refusal refusal) {
        Evidence facts = with(about(release).and("code", refusal.code().word()), refusal.evidence());
        return way instanceof WayBack.Open open
                ? new Notice(
                        LogEvent.RELEASE_TAKEN_BACK,
                        Urgency.NOW,
                        "a release ended again and again and was taken back; the previous one runs instead",
                        "ask the vendor for a newer version",
                        facts.and("kept", open.to().version()))
                : new Notice(
                        LogEvent.RELEASE_TAKEN_BACK,
                        Urgency.NOW,
                        "a release ended again and again and there is none to go back to; no application runs now",
                        "bring a stick with a newer version, or put right what it lacked here and then: sgate releases"
                                + " forgive " + release.digest().first8(),
                        facts);
    }

    static Notice folderGone(HeldRelease release, WayBack way) {
        boolean open = way instanceof WayBack.Open;
        return new Notice(
                LogEvent.RELEASE_FOLDER_GONE,
                Urgency.NOW,
                open
                        ? "the folder of a release is gone; the previous one runs instead"
                        : "the folder of a release is gone and there is none to go back to; no application runs now",
                "insert the stick with it again",
                about(release));
    }

    static Notice broughtInLine(String app, Optional<HeldRelease> release) {
        return new Notice(
                LogEvent.APPLICATION_BROUGHT_IN_LINE,
                Urgency.INFORMATION,
                "an application was brought in line with the ledger",
                "nothing",
                Evidence.of("app", app)
                        .and("folder", release.map(HeldRelease::folder).orElse("none")));
    }

    static Notice failed(String app, Exception failure, Duration pause) {
        return new Notice(
                LogEvent.APPLICATION_NOT_WATCHED,
                Urgency.NOW,
                "this machine could not look after an application",
                "it is tried again after a pause; look at the disk of the state folder",
                Evidence.of("app", app)
                        .and("why", String.valueOf(failure.getMessage()))
                        .and("pauseMillis", pause.toMillis()));
    }

    private static Evidence about(HeldRelease release) {
        return Evidence.of("app", release.appName()).and("version", release.version());
    }

    static Evidence with(Evidence first, Evidence more) {
        Evidence all = first;
        for (Map.Entry<String, String> fact : more.facts().entrySet()) {
            all = all.and(fact.getKey(), fact.getValue());
        }
        return all;
    }
}
