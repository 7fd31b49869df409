package dev.sgate.cli.site;

import dev.sgate.appliance.local.Question;
import dev.sgate.appliance.local.Reply;
import dev.sgate.cli.terminal.Consent;
import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import java.util.Optional;

/**
 * Something that the appliance does only after it said what will happen.
 *
 * @param yes whether nobody is asked
 * @param json answer in JSON; without {@code yes} then only what would happen
 */
record PreviewedDeed(Console console, DaemonQuestion daemon, boolean yes, boolean json) {
    /** Shows the answer to the first question, asks, and puts the second one. */
    int run(Question preview, String consent, Question deed) {
        Optional<Reply> shown = daemon.ask(preview);
        if (shown.isEmpty()) {
            return ExitCode.INTERNAL.status();
        }
        if (shown.get().exitCode() != ExitCode.DONE.status() || (json && !yes)) {
            return daemon.say(shown.get(), json);
        }
        if (!json) {
            shown.get().text().forEach(console::note);
        }
        if (!yes && !Consent.given(consent)) {
            console.note("nothing was changed");
            return ExitCode.USAGE.status();
        }
        return daemon.pass(deed);
    }
}
