package dev.sgate.appliance.kiosk;

import dev.sgate.seal.RefusalCode;
import dev.sgate.station.FileOutcome;
import dev.sgate.station.LedgerView.WaitingUpdate;
import dev.sgate.station.LicenseConfirming;
import dev.sgate.station.Outcome;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The one thing that the page shows now. */
public sealed interface Scene {
    /** How long a stick may stay in after its visit before the page asks for it to be taken out. */
    Duration LEFT_IN = Duration.ofMinutes(2);

    /** Nothing is in and nothing is to be done. */
    record Ready() implements Scene {}

    /** Somebody pressed the button and the stick for the journal is awaited. */
    record ExportAwaited() implements Scene {}

    /** A visit goes on. */
    record AtWork(Guest guest) implements Scene {}

    /** A visit is over. */
    record Finished(Guest guest, Verdict verdict) implements Scene {}

    /** A stick has been in for long after its visit. */
    record LeftIn(Guest guest) implements Scene {}

    /** A license waits for a person's yes. */
    record AsksLicense(LicenseConfirming.Waiting license) implements Scene {}

    /** An update waits for a person's yes. */
    record AsksUpdate(WaitingUpdate update) implements Scene {}

    /** What came of a button. */
    record Answered(ButtonAnswer answer) implements Scene {}

    /** What a visit came to, as a whole. */
    enum Verdict {
        /** Something new is in force. */
        GOOD,
        /** All of it was here already, or is meant for another machine: information, no alarm (BEHAVIOUR 3). */
        NOTHING_NEW,
        /** There was no file of ours. */
        EMPTY,
        /** Some of it was accepted. */
        PARTLY,
        /** None of it was accepted, or an update did not work. */
        REFUSED,
        /** The stick was pulled before anything was put in force. */
        PULLED,
        /** The stick could not be used, or not be released, and nothing was put in force. */
        STICK_FAILED,
        /** The stick is of a kind that cannot be read here. */
        UNREADABLE
    }

    /** What to do with the stick: the one thing that must never be wrong. */
    enum Plug {
        /** There is none. */
        NONE,
        LEAVE_IN,
        SAFE,
        /** It could not be made safe. */
        UNSURE;

        /** As it stands in the style sheet and in the texts. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    Set<RefusalCode> INFORMATION = Set.copyOf(EnumSet.of(
            RefusalCode.SUPERSEDED,
            RefusalCode.WRONG_APPLIANCE,
            RefusalCode.WRONG_PRODUCT,
            RefusalCode.WRONG_PLATFORM));

    /**
     * The scene for what is known. Work comes first, then what came of a button, then a question to a person, then the last stick. As
     * long as the last stick is in and cannot be read, that comes before any question: a person who is asked for a stick must learn why
     * this one does not serve.
     *
     * @param now on the board's clock
     */
    static Scene of(KioskState state, Duration now) {
        Board fresh = state.board().without(now);
        if (!fresh.busy().isEmpty()) {
            return new AtWork(mostUrgent(fresh.busy()));
        }
        return state.answer()
                .<Scene>map(Answered::new)
                .or(() -> unreadable(fresh))
                .or(() -> question(state))
                .orElseGet(() -> state.wish() ? new ExportAwaited() : last(fresh, now));
    }

    private static Optional<Scene> unreadable(Board board) {
        return board.over().stream()
                .findFirst()
                .filter(Guest::isUnreadable)
                .map(guest -> new Finished(guest, verdict(guest)));
    }

    private static Optional<Scene> question(KioskState state) {
        Optional<Scene> license = state.facts().waiting().stream().findFirst().map(AsksLicense::new);
        return license.or(() -> state.facts().updates().stream()
                .filter(update -> !update.confirmed() && !state.postponed().contains(update.digest()))
                .findFirst()
                .map(AsksUpdate::new));
    }

    private static Scene last(Board board, Duration now) {
        return board.over().stream()
                .findFirst()
                .map(guest -> finished(guest, now))
                .orElseGet(Ready::new);
    }

    /** An install before a copy before a look; of two alike the newest. */
    private static Guest mostUrgent(List<Guest> busy) {
        Guest most = busy.getFirst();
        for (Guest guest : busy) {
            most = weight(guest.stage()) > weight(most.stage()) ? guest : most;
        }
        return most;
    }

    private static int weight(Stage stage) {
        return switch (stage) {
            case Stage.Installing installing -> 2;
            case Stage.Copying copying -> 1;
            case Stage.Checking checking -> 0;
            case Stage.Returning returning -> 0;
            case Stage.Unreadable unreadable -> -1;
            case Stage.Over over -> -1;
        };
    }

    private static Scene finished(Guest guest, Duration now) {
        boolean forLong = now.minus(guest.since()).compareTo(LEFT_IN) >= 0;
        return guest.there() && forLong && plug(guest) == Plug.SAFE
                ? new LeftIn(guest)
                : new Finished(guest, verdict(guest));
    }

    /** What a visit that is over came to. */
    static Verdict verdict(Guest guest) {
        if (guest.stage() instanceof Stage.Unreadable) {
            return Verdict.UNREADABLE;
        }
        if (guest.stage() instanceof Stage.Over(var ending, var why, var written)) {
            Verdict files =
                    ofFiles(guest.outcomes().stream().map(FileOutcome::outcome).toList());
            return switch (ending) {
                case SAFE -> files;
                case UNTOUCHED -> Verdict.STICK_FAILED;
                // what was done is done, whatever becomes of the stick
                case STUCK -> didGood(files) ? files : Verdict.STICK_FAILED;
                case GONE -> didGood(files) ? files : Verdict.PULLED;
            };
        }
        throw new IllegalArgumentException(
                "this visit goes on: " + guest.stick().name());
    }

    private static boolean didGood(Verdict files) {
        return files == Verdict.GOOD || files == Verdict.PARTLY;
    }

    private static Verdict ofFiles(List<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return Verdict.EMPTY;
        }
        boolean alarm = outcomes.stream().anyMatch(Scene::isAlarm);
        boolean good = outcomes.stream().anyMatch(Scene::isGood);
        if (alarm) {
            return good ? Verdict.PARTLY : Verdict.REFUSED;
        }
        return good ? Verdict.GOOD : Verdict.NOTHING_NEW;
    }

    private static boolean isGood(Outcome outcome) {
        return !(outcome instanceof Outcome.AlreadyApplied)
                && outcome.findRefusal().isEmpty();
    }

    private static boolean isAlarm(Outcome outcome) {
        return outcome.findRefusal()
                .filter(refusal -> !INFORMATION.contains(refusal.code()))
                .filter(refusal -> refusal.code() != RefusalCode.NEEDS_CONFIRMATION)
                .isPresent();
    }

    /** What to do with all sticks that are in: as long as one is at work, none is said to be safe. */
    static Plug plug(Board board) {
        List<Guest> in = board.guests().stream().filter(Guest::there).toList();
        if (in.isEmpty()) {
            return Plug.NONE;
        }
        if (in.stream().anyMatch(Guest::holdsTheStick)) {
            return Plug.LEAVE_IN;
        }
        return in.stream().anyMatch(guest -> plug(guest) == Plug.UNSURE) ? Plug.UNSURE : Plug.SAFE;
    }

    private static Plug plug(Guest guest) {
        if (guest.stage() instanceof Stage.Unreadable) {
            return Plug.SAFE;
        }
        return guest.stage() instanceof Stage.Over(var ending, var why, var written)
                        && (ending == Sight.Ending.SAFE || ending == Sight.Ending.UNTOUCHED)
                ? Plug.SAFE
                : Plug.UNSURE;
    }
}
