package dev.sgate.cli.desk.wizard;

import dev.sgate.cli.terminal.TimeWord;
import dev.sgate.vendor.mint.MintRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** The three questions about one offer: what a typed answer means, and whether the rules of the desk allow it. */
final class Questions {
    /** A time that is often asked for (S103). */
    record Window(int days, String when) {}

    /** The advice of S103; the first is the default. */
    static final List<Window> WINDOWS = List.of(
            new Window(30, "somebody comes each month (default)"),
            new Window(7, "somebody comes each week"),
            new Window(14, "somebody comes each week, and sometimes does not"),
            new Window(60, "somebody comes once a quarter"),
            new Window(90, "a remote site, once a quarter"));

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern DAYS = Pattern.compile("([1-9][0-9]{0,2}) ?(d|days)?");
    private static final Set<String> YES = Set.of("y", "yes", "true", "on");
    private static final Set<String> NO = Set.of("n", "no", "false", "off");

    private final Offer offer;

    Questions(Offer offer) {
        this.offer = offer;
    }

    Offer offer() {
        return offer;
    }

    /** A number of devices as it is typed, whatever the rules say to it. */
    static Optional<Long> readPool(String typed) {
        String digits = typed.strip();
        return NUMBER.matcher(digits).matches() ? Optional.of(Long.valueOf(digits)) : Optional.empty();
    }

    Judged<Long> pool(String typed) {
        return readPool(typed)
                .map(seats -> Judged.by(seats, MintRules::pool, offer.situation()))
                .orElseGet(() -> new Judged.Bad<>("a number of devices, please", Screen.range(offer)));
    }

    /** A date as it is typed: {@code 2026-03-01}, {@code 2026-03-01T12:00:00Z}, or {@code 45} for so many days. */
    Optional<Instant> readValidUntil(String typed) {
        Matcher days = DAYS.matcher(typed.strip().toLowerCase(Locale.ROOT));
        try {
            return Optional.of(
                    days.matches()
                            ? inDays(Integer.parseInt(days.group(1)))
                            : new TimeWord().convert(typed.strip().toUpperCase(Locale.ROOT)));
        } catch (TypeConversionException noDate) {
            return Optional.empty();
        }
    }

    Judged<Instant> validUntil(String typed) {
        return readValidUntil(typed)
                .map(this::validUntil)
                .orElseGet(() -> new Judged.Bad<>("a date, please", "2026-03-01, or a number of days"));
    }

    Judged<Instant> validUntil(Instant end) {
        return Judged.by(end, MintRules::validUntil, offer.situation());
    }

    Instant inDays(int days) {
        return offer.situation().now().plus(Duration.ofDays(days));
    }

    /** Yes or no as it is typed. */
    static Optional<Boolean> readYesOrNo(String typed) {
        String word = typed.strip().toLowerCase(Locale.ROOT);
        return YES.contains(word) || NO.contains(word) ? Optional.of(YES.contains(word)) : Optional.empty();
    }

    Judged<Boolean> includeProgram(String typed) {
        return readYesOrNo(typed)
                .map(this::includeProgram)
                .orElseGet(() -> new Judged.Bad<>("yes or no, please", "y or n"));
    }

    Judged<Boolean> includeProgram(boolean wanted) {
        if (!wanted) {
            return new Judged.Good<>(false);
        }
        return offer.latest()
                .map(program -> Judged.by(true, (yes, situation) -> MintRules.size(program.bytes()), offer.situation()))
                .orElseGet(() -> new Judged.Bad<>(
                        "there is no program to include", "make one known: sgate app add, or choose no"));
    }
}
