package dev.sgate.cli.desk.wizard;

import dev.sgate.seal.Payloads;
import dev.sgate.vendor.mint.MintSituation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person sees of the form: lines of at most 80 characters, without colours, so that every terminal shows the same. */
final class Screen {
    private static final String CHOSEN = "  > ";
    private static final String OTHER = "    ";
    private static final String CARET = "_";

    private static final int WIDTH = 80;

    private Screen() {}

    static List<String> of(Form form) {
        List<String> lines = new ArrayList<>(heading(form.questions().offer()));
        lines.add("");
        lines.addAll(step(form));
        lines.add("");
        lines.addAll(complaint(form));
        lines.addAll(keys(form));
        return lines.stream().flatMap(line -> broken(line).stream()).toList();
    }

    private static List<String> step(Form form) {
        return switch (form.step()) {
            case POOL -> pool(form);
            case DATE -> date(form);
            case PROGRAM -> program(form);
            case DONE, LEFT -> List.of();
        };
    }

    /** The line, broken at spaces where it is wider than a terminal. */
    private static List<String> broken(String line) {
        if (line.length() <= WIDTH) {
            return List.of(line);
        }
        int space = line.lastIndexOf(' ', WIDTH);
        int at = space > OTHER.length() ? space : WIDTH;
        List<String> lines = new ArrayList<>(List.of(line.substring(0, at).stripTrailing()));
        lines.addAll(broken(OTHER + line.substring(at).stripLeading()));
        return lines;
    }

    /** Whom and what the bundle is for; also above the questions of the plain dialogue. */
    static List<String> heading(Offer offer) {
        MintSituation situation = offer.situation();
        String site = offer.site().isEmpty() ? "" : ", site " + offer.site();
        return List.of(
                "A license bundle for " + offer.customer() + site,
                "  license " + situation.license().toString().substring(0, 8) + " for " + situation.product()
                        + ", until " + day(situation.expiresAt()),
                "  " + situation.maxDevices() + " devices: " + situation.onlineDevices() + " online, "
                        + situation.offlineElsewhere() + " at other sites, " + situation.freeSeats() + " free here");
    }

    private static List<String> pool(Form form) {
        return List.of(
                "Step 1 of 3: how many devices may this stick activate?",
                "",
                CHOSEN + form.pool() + CARET,
                "",
                OTHER + range(form.questions().offer()));
    }

    private static List<String> date(Form form) {
        List<String> lines = new ArrayList<>(List.of("Step 2 of 3: how long is it valid?", ""));
        for (int line = 0; line < Questions.WINDOWS.size(); line++) {
            Questions.Window window = Questions.WINDOWS.get(line);
            lines.add((line == form.window() ? CHOSEN : OTHER)
                    + String.format(
                            "%2d days  until %s  %s",
                            window.days(), day(form.questions().inDays(window.days())), window.when()));
        }
        lines.add(
                (form.otherDate() ? CHOSEN : OTHER) + "another date: " + form.date() + (form.otherDate() ? CARET : ""));
        life(form).ifPresent(life -> lines.addAll(List.of("", OTHER + life)));
        return lines;
    }

    /** The longest life of a stolen bundle, wherever one is minted (E16). */
    private static Optional<String> life(Form form) {
        Instant now = form.questions().offer().situation().now();
        return form.judgedDate()
                .good()
                .map(end -> "in the wrong hands it lives until " + Payloads.time(end) + ", "
                        + Duration.between(now, end).toDays() + " days");
    }

    private static List<String> program(Form form) {
        Optional<Offer.Program> latest = form.questions().offer().latest();
        return List.of(
                "Step 3 of 3: include the latest program?",
                "",
                (form.includeProgram() ? CHOSEN : OTHER) + "yes: "
                        + latest.map(Offer.Program::words).orElse("none is known"),
                (form.includeProgram() ? OTHER : CHOSEN) + "no, the license alone: about 1 kB");
    }

    private static List<String> complaint(Form form) {
        return form.judged()
                .complaint()
                .map(bad ->
                        List.of((form.refused() ? "  Refused: " : "  ! ") + bad.sentence(), OTHER + bad.remedy(), ""))
                .orElse(List.of());
    }

    private static List<String> keys(Form form) {
        return switch (form.step()) {
            case POOL -> List.of("  up, down: one more, one less   digits: type it   Enter: next   Esc: leave");
            case DATE -> List.of("  up, down: choose   digits: another date, or days   Enter: next   Esc: back");
            case PROGRAM -> List.of("  up, down: choose   Enter: make the bundle   Esc: back");
            case DONE, LEFT -> List.of();
        };
    }

    /** How many seats there are to give. */
    static String range(Offer offer) {
        long free = offer.situation().freeSeats();
        return free == 0 ? "no seat is free" : free == 1 ? "one seat is free" : "1 to " + free;
    }

    static String day(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
