package dev.sgate.appliance.local;

import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.LedgerView.Quarantine;
import dev.sgate.station.Sentences;
import dev.sgate.station.SiteReleases.All;
import dev.sgate.station.SiteReleases.Forgiveness;
import dev.sgate.station.SiteReleases.ReleaseLine;
import dev.sgate.station.SiteReleases.Rollback;
import dev.sgate.station.WayBack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What site IT is told about releases, the way back, and forgiveness, in both forms. */
final class ReleaseText {
    private static final String ROW = "%-16s  %-14s  %-12s  %-8s  %s";

    private ReleaseText() {}

    static Reply.Draft all(All all) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(ROW, "application", "version", "is", "on disk", "digest"));
        all.releases().forEach(release -> lines.add(row(release)));
        all.quarantined()
                .forEach(bad -> lines.add("quarantined: " + bad.appName() + " " + bad.version() + ", digest "
                        + bad.digest().hex()));
        return new Reply.Draft(
                Reply.DONE,
                Map.of(
                        "releases",
                                all.releases().stream().map(ReleaseText::json).toList(),
                        "quarantined",
                                all.quarantined().stream()
                                        .map(ReleaseText::json)
                                        .toList()),
                lines);
    }

    private static String row(ReleaseLine line) {
        HeldRelease release = line.release();
        return String.format(
                ROW,
                release.appName(),
                release.version(),
                word(line),
                line.onDisk() ? "yes" : "no",
                release.digest().first8() + (line.quarantined() ? ", quarantined" : ""));
    }

    private static String word(ReleaseLine line) {
        return line.standing().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<String, Object> json(ReleaseLine line) {
        HeldRelease release = line.release();
        return Payloads.members(
                "name", release.appName(),
                "version", release.version(),
                "platform", release.platform(),
                "sha256", release.digest(),
                "standing", word(line),
                "onDisk", line.onDisk(),
                "quarantined", line.quarantined());
    }

    private static Map<String, Object> json(Quarantine bad) {
        return Payloads.members("name", bad.appName(), "version", bad.version(), "sha256", bad.digest());
    }

    /** @param done whether it was done, or would only come of it */
    static Reply.Draft rollback(Rollback rollback, boolean done, Sentences sentences) {
        return switch (rollback) {
            case Rollback.Way(WayBack way) -> way(way, done, sentences);
            case Rollback.Busy(String app) -> busy(app);
            case Rollback.WhichApplication(List<String> names) ->
                Reply.Draft.said(
                        Reply.USAGE,
                        names.isEmpty()
                                ? "no application was ever installed here"
                                : "which application? there are " + String.join(", ", names));
        };
    }

    private static Reply.Draft busy(String app) {
        return Reply.Draft.said(
                Reply.USAGE, "an install of " + app + " goes on; nothing was changed, try again when it has ended");
    }

    private static Reply.Draft way(WayBack way, boolean done, Sentences sentences) {
        return switch (way) {
            case WayBack.Open open -> open(open, done);
            case WayBack.Closed closed -> closed(closed, sentences);
            case WayBack.NothingBefore(HeldRelease from) ->
                Reply.Draft.said(
                        Reply.USAGE,
                        "there is no earlier release of " + from.appName() + " on this disk; " + from.version()
                                + " goes on");
            case WayBack.NothingRuns none ->
                Reply.Draft.said(Reply.USAGE, "no release of such an application runs; see `sgate releases`");
        };
    }

    private static Reply.Draft open(WayBack.Open open, boolean done) {
        HeldRelease from = open.from();
        List<String> lines = List.of(
                (done ? "decided: " : "this goes back: ") + from.appName() + " "
                        + open.to().version() + " runs instead of " + from.version() + (done ? ", in a moment" : ""),
                CheckText.line("stops", from.version() + ", and its folder is removed"),
                CheckText.line(
                        "quarantine",
                        from.version()
                                + " is quarantined: no stick brings these bytes again, until a file issued later or"
                                + " `sgate releases forgive " + from.digest().first8() + "`"),
                CheckText.line(
                        "floor",
                        open.floor()
                                .map(least -> open.to().version() + " is not below minimumVersion " + least)
                                .orElse("the vendor set no minimumVersion")));
        return new Reply.Draft(
                Reply.DONE,
                Payloads.members(
                        "done", done,
                        "name", from.appName(),
                        "from", from.version(),
                        "to", open.to().version(),
                        "quarantined", from.digest(),
                        "minimumVersion", open.floor()),
                lines);
    }

    private static Reply.Draft closed(WayBack.Closed closed, Sentences sentences) {
        Refusal refusal = closed.refusal();
        return new Reply.Draft(
                Reply.REFUSED,
                Payloads.members(
                        "done", false,
                        "name", closed.from().appName(),
                        "from", closed.from().version(),
                        "to", closed.to().version(),
                        "code", refusal.code().word(),
                        "evidence", refusal.evidence().facts()),
                List.of(
                        "not gone back: " + closed.from().version() + " goes on. " + sentences.what(refusal.code()),
                        CheckText.line("code", refusal.code().word()),
                        CheckText.line("evidence", refusal.evidence().oneLine())));
    }

    /** @param done whether it was done, or would only come of it */
    static Reply.Draft forgiveness(Forgiveness forgiveness, boolean done) {
        return switch (forgiveness) {
            case Forgiveness.Forgiven(Quarantine bad, boolean runsAgain) -> forgiven(bad, runsAgain, done);
            case Forgiveness.Busy(String app) -> busy(app);
            case Forgiveness.WhichDigest(int found) ->
                Reply.Draft.said(
                        Reply.USAGE,
                        found == 0
                                ? "no digest in quarantine begins like this; see `sgate releases`, and give 8 digits or more"
                                : found + " digests begin like this; give more digits");
        };
    }

    private static Reply.Draft forgiven(Quarantine bad, boolean runsAgain, boolean done) {
        String release = bad.appName() + " " + bad.version();
        List<String> lines = List.of(
                (done ? "forgiven: " : "this forgives ") + release + ", digest "
                        + bad.digest().hex(),
                CheckText.line(
                        "then",
                        runsAgain
                                ? "it is started again, for it is the last release of an application that has none now"
                                : "nothing runs otherwise; a stick that brings it is taken again"));
        return new Reply.Draft(
                Reply.DONE,
                Payloads.members(
                        "forgiven", done,
                        "name", bad.appName(),
                        "version", bad.version(),
                        "sha256", bad.digest(),
                        "runsAgain", runsAgain),
                lines);
    }
}
