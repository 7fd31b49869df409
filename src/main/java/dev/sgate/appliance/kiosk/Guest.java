package dev.sgate.appliance.kiosk;

import dev.sgate.station.FileOutcome;
import java.time.Duration;
import java.util.List;

/**
 * One visit on the page.
 *
 * @param there whether the stick is in
 * @param since when its stage or its presence changed last, on a clock that never steps back
 */
public record Guest(Stick stick, Stage stage, List<FileOutcome> outcomes, boolean there, Duration since) {
    public Guest {
        outcomes = List.copyOf(outcomes);
    }

    static Guest arriving(Stick stick, Duration now) {
        return new Guest(stick, new Stage.Checking(0, 0), List.of(), stick.real(), now);
    }

    boolean isOver() {
        return stage instanceof Stage.Over || stage instanceof Stage.Unreadable;
    }

    /** Whether a stick is in that cannot be read here. */
    boolean isUnreadable() {
        return there && stage instanceof Stage.Unreadable;
    }

    /** Whether what is there must not be unplugged. */
    boolean holdsTheStick() {
        return there && !isOver();
    }

    Guest at(Stage next, Duration now) {
        return new Guest(stick, next, outcomes, there, now);
    }

    Guest with(List<FileOutcome> known) {
        return new Guest(stick, stage, known, there, since);
    }

    Guest gone(Duration now) {
        return new Guest(stick, stage, outcomes, false, now);
    }
}
