package dev.sgate.appliance.local;

import dev.sgate.seal.Payloads;
import dev.sgate.station.LedgerView.WaitingUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What site IT is told about updates that wait, in both forms. */
final class UpdateText {
    private UpdateText() {}

    /** @param done whether it was said yes to, or only would be */
    static Reply.Draft waiting(List<WaitingUpdate> waiting, boolean done) {
        if (waiting.size() != 1) {
            return Reply.Draft.said(
                    Reply.USAGE,
                    waiting.isEmpty()
                            ? "no update waits; see `sgate status`"
                            : "which one? updates wait for "
                                    + String.join(
                                            ", ",
                                            waiting.stream()
                                                    .map(WaitingUpdate::appName)
                                                    .toList()));
        }
        WaitingUpdate update = waiting.getFirst();
        List<String> lines = new ArrayList<>();
        lines.add((done ? "confirmed: " : "this installs ") + update.appName() + " " + update.version()
                + (done ? " is installed from now on; `sgate status` says what came of it" : ""));
        lines.add(CheckText.line("waits since", Payloads.time(update.since())));
        lines.add(CheckText.line("digest", update.digest().hex()));
        lines.add(CheckText.line(
                "then", "the running version is stopped; it comes back if the new one fails its health check"));
        return new Reply.Draft(
                Reply.DONE,
                Map.of(
                        "confirmed", done,
                        "name", update.appName(),
                        "version", update.version(),
                        "sha256", update.digest(),
                        "since", update.since()),
                lines);
    }
}
