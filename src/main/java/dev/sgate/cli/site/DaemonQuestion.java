package dev.sgate.cli.site;

import dev.sgate.appliance.Settings;
import dev.sgate.appliance.local.Asking;
import dev.sgate.appliance.local.Question;
import dev.sgate.appliance.local.Reply;
import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import java.util.Optional;

/** Puts a question to the appliance that runs on this machine, and hands its answer on. */
public final class DaemonQuestion {
    private final Console console;
    private final Settings settings;

    DaemonQuestion(Console console, Settings settings) {
        this.console = console;
        this.settings = settings;
    }

    /** The answer; empty where the appliance does not answer, which is said then. */
    Optional<Reply> ask(Question question) {
        Optional<Reply> reply = new Asking(settings.socket()).ask(question);
        if (reply.isEmpty()) {
            console.note("the appliance does not answer at " + settings.socket());
            console.note(
                    "start it (`sgate run`), or name its state folder with --state; what its log says about `socket` helps too");
        }
        return reply;
    }

    /** Asks and passes the answer on as it is; the exit status is the answer's. */
    int pass(Question question) {
        return ask(question).map(reply -> say(reply, question.json())).orElse(ExitCode.INTERNAL.status());
    }

    /** What says that the question was wrong is no answer: it goes where complaints go. */
    int say(Reply reply, boolean json) {
        if (json) {
            console.answer(reply.raw());
        } else if (reply.exitCode() == ExitCode.USAGE.status()) {
            reply.text().forEach(console::note);
        } else {
            reply.text().forEach(console::answer);
        }
        return reply.exitCode();
    }
}
