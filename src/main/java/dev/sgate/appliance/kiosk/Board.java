package dev.sgate.appliance.kiosk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of all sticks, the newest visit first. A value: {@link #after} gives the next one.
 *
 * @param guests at most {@link #GUESTS_MAX}
 */
public record Board(List<Guest> guests) {
    /** Nobody can plug in more. */
    static final int GUESTS_MAX = 16;

    /** How long the page still says what came of a stick that is not there any more. */
    static final Duration REMEMBERED = Duration.ofSeconds(90);

    /** Before anything happened. */
    public static final Board EMPTY = new Board(List.of());

    public Board {
        guests = List.copyOf(guests);
    }

    /**
     * The board after something happened.
     *
     * @param now on a clock that never steps back
     */
    public Board after(Sight sight, Duration now) {
        return switch (sight) {
            case Sight.Left(String key) -> left(key, now);
            case Sight.OfVisit of -> next(of, now);
        };
    }

    private Board left(String key, Duration now) {
        return new Board(guests.stream()
                        .map(guest -> guest.there() && guest.stick().key().equals(key) ? guest.gone(now) : guest)
                        .toList())
                .without(now);
    }

    private Board next(Sight.OfVisit sight, Duration now) {
        Optional<Guest> known = find(sight.stick());
        Guest next = next(known.orElseGet(() -> Guest.arriving(sight.stick(), now)), sight, now);
        return new Board(known.isPresent() ? replacing(known.get(), next) : beginningWith(next)).without(now);
    }

    private List<Guest> replacing(Guest known, Guest next) {
        return guests.stream().map(guest -> guest.equals(known) ? next : guest).toList();
    }

    /** A stick that is visited again has only its newest visit here. */
    private List<Guest> beginningWith(Guest next) {
        List<Guest> all = new ArrayList<>(List.of(next));
        guests.stream()
                .filter(guest -> !guest.stick().key().equals(next.stick().key()))
                .limit(GUESTS_MAX - 1)
                .forEach(all::add);
        return all;
    }

    private Optional<Guest> find(Stick stick) {
        return guests.stream().filter(guest -> guest.stick().equals(stick)).findFirst();
    }

    private static Guest next(Guest guest, Sight.OfVisit sight, Duration now) {
        return switch (sight) {
            case Sight.Arrived arrived -> guest;
            case Sight.Unreadable unreadable -> guest.at(new Stage.Unreadable(unreadable.why()), now);
            case Sight.Counted counted -> guest.at(new Stage.Checking(counted.files(), 0), now);
            case Sight.LookedAt looked -> looked(guest, now);
            case Sight.Copied copied ->
                guest.at(new Stage.Copying(copied.file(), copied.doneBytes(), copied.totalBytes()), now);
            case Sight.Installing install ->
                guest.at(new Stage.Installing(install.phase(), install.app(), install.version()), now);
            case Sight.Settled settled -> settled(guest, settled, now);
            case Sight.Returning returning -> guest.at(new Stage.Returning(), now);
            case Sight.Ended ended ->
                guest.with(ended.outcomes()).at(new Stage.Over(ended.ending(), ended.why(), ended.written()), now);
        };
    }

    private static Guest looked(Guest guest, Duration now) {
        return guest.stage() instanceof Stage.Checking(int files, int done)
                ? guest.at(new Stage.Checking(files, Math.min(files, done + 1)), now)
                : guest;
    }

    /** Work without a stick has no other end than this. */
    private static Guest settled(Guest guest, Sight.Settled settled, Duration now) {
        Guest told = guest.with(settled.outcomes());
        return settled.stick().real()
                ? told
                : told.at(new Stage.Over(Sight.Ending.SAFE, Optional.empty(), List.of()), now);
    }

    /** Without those that left long ago. */
    Board without(Duration now) {
        return new Board(guests.stream()
                .filter(guest -> guest.there()
                        || !guest.isOver()
                        || now.minus(guest.since()).compareTo(REMEMBERED) < 0)
                .toList());
    }

    /** Visits that go on, the newest first. */
    List<Guest> busy() {
        return guests.stream().filter(guest -> !guest.isOver()).toList();
    }

    /** Visits that are over, the newest first. */
    List<Guest> over() {
        return guests.stream().filter(Guest::isOver).toList();
    }
}
