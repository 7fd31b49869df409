package dev.sgate.appliance.kiosk;

import java.util.Locale;

/** Colour and shape of a scene. */
enum Mood {
    READY,
    WORK,
    GOOD,
    INFO,
    BAD,
    ASK;

    /** The class in the style sheet. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Mood of(Scene scene) {
        return switch (scene) {
            case Scene.Ready ready -> READY;
            case Scene.ExportAwaited awaited -> READY;
            case Scene.AtWork work -> WORK;
            case Scene.Finished finished ->
                switch (finished.verdict()) {
                    case GOOD -> GOOD;
                    case NOTHING_NEW -> INFO;
                    case EMPTY -> emptyOrJournal(finished.guest());
                    case PARTLY, REFUSED, PULLED, STICK_FAILED, UNREADABLE -> BAD;
                };
            case Scene.LeftIn left -> GOOD;
            case Scene.AsksLicense asks -> ASK;
            case Scene.AsksUpdate asks -> ASK;
            case Scene.Answered answered -> answered.answer().isGood() ? GOOD : BAD;
        };
    }

    private static Mood emptyOrJournal(Guest guest) {
        return guest.stage() instanceof Stage.Over over && !over.written().isEmpty() ? GOOD : INFO;
    }
}
