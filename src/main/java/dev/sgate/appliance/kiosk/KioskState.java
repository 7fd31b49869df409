package dev.sgate.appliance.kiosk;

import dev.sgate.seal.Sha256;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * All that the page is made of. A value.
 *
 * @param answer what came of the last button, as long as it is shown
 * @param wish whether the next stick gets the journal because somebody asked
 * @param postponed updates to which somebody said "later"
 */
public record KioskState(
        Board board, SiteFacts facts, Optional<ButtonAnswer> answer, boolean wish, Set<Sha256> postponed) {
    /** Before anything happened. */
    public static final KioskState EMPTY =
            new KioskState(Board.EMPTY, SiteFacts.NONE, Optional.empty(), false, Set.of());

    public KioskState {
        postponed = Set.copyOf(postponed);
    }

    /** What the page shows. */
    Scene scene(Duration now) {
        return Scene.of(this, now);
    }

    KioskState with(Board next) {
        return new KioskState(next, facts, answer, wish, postponed);
    }

    KioskState with(SiteFacts next) {
        return new KioskState(board, next, answer, wish, postponed);
    }

    KioskState with(Optional<ButtonAnswer> next) {
        return new KioskState(board, facts, next, wish, postponed);
    }

    KioskState wishing(boolean next) {
        return new KioskState(board, facts, answer, next, postponed);
    }

    KioskState postponing(Set<Sha256> next) {
        return new KioskState(board, facts, answer, wish, next);
    }
}
