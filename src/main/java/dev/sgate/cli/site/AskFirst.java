package dev.sgate.cli.site;

import dev.sgate.cli.terminal.Consent;
import dev.sgate.cli.terminal.Console;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --yes}, for a verb that says what will happen and asks before it does it. */
final class AskFirst {
    @Option(names = "--yes", description = "Do it without asking.")
    private boolean yes;

    /** Whether it may be done. Where a person says no, that nothing was changed is said here. */
    boolean agreed(Console console, List<String> whatWillHappen, String question) {
        if (yes) {
            return true;
        }
        whatWillHappen.forEach(console::note);
        boolean given = Consent.given(question);
        if (!given) {
            console.note("nothing was changed");
        }
        return given;
    }
}
