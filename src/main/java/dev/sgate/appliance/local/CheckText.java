package dev.sgate.appliance.local;

import dev.sgate.license.LicenseState.Grade;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.LicenseAnswer.Checked;
import dev.sgate.station.Sentences;
import java.util.ArrayList;
import java.util.List;

/** What a check found, in both forms. */
public final class CheckText {
    private CheckText() {}

    static Reply.Draft draft(Checked checked, Sentences sentences) {
        return new Reply.Draft(exitCode(checked.state().grade()), checked.toJson(sentences), lines(checked, sentences));
    }

    /** BEHAVIOUR 2. */
    static int exitCode(Grade grade) {
        return switch (grade) {
            case LICENSED -> Reply.DONE;
            case DEGRADED -> Reply.DEGRADED;
            case REFUSED -> Reply.REFUSED;
        };
    }

    private static List<String> lines(Checked checked, Sentences sentences) {
        List<String> lines = new ArrayList<>();
        lines.add(checked.state().word() + ": " + sentences.what(checked));
        if (checked.state().grade() != Grade.LICENSED) {
            lines.add(line("what to do", sentences.whatToDo(checked)));
        }
        checked.code().map(RefusalCode::word).ifPresent(code -> lines.add(line("code", code)));
        checked.cause().ifPresent(cause -> lines.add(line("cause", cause.word())));
        if (!checked.evidence().facts().isEmpty()) {
            lines.add(line("evidence", checked.evidence().oneLine()));
        }
        return lines;
    }

    static String line(String name, String text) {
        return String.format("  %-12s %s", name, text);
    }
}
