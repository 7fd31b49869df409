package dev.sgate.cli.desk.wizard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * The three questions line by line: for a terminal that knows no arrow keys, for a reader of screens, and for a pipe. An empty line
 * takes the default. A bad answer is told why and asked again; the end of the input leaves.
 */
public final class LineDialogue {
    private final Questions questions;
    private final BufferedReader in;
    private final PrintWriter out;

    /** A dialogue about one offer. */
    public LineDialogue(Offer offer, BufferedReader in, PrintWriter out) {
        this.questions = new Questions(offer);
        this.in = in;
        this.out = out;
    }

    /** The answers; empty where the person left. */
    public Optional<Answers> ask() throws IOException {
        Screen.heading(questions.offer()).forEach(out::println);
        Optional<Long> pool = askPool();
        if (pool.isEmpty()) {
            return Optional.empty();
        }
        Optional<Instant> end = askDate();
        if (end.isEmpty()) {
            return Optional.empty();
        }
        return askProgram().map(program -> new Answers(pool.get(), end.get(), program));
    }

    private Optional<Long> askPool() throws IOException {
        out.println();
        out.println("1 of 3: how many devices may this stick activate? (" + Screen.range(questions.offer()) + ")");
        return ask(String.valueOf(questions.offer().suggestedPool()), questions::pool);
    }

    private Optional<Instant> askDate() throws IOException {
        out.println();
        out.println("2 of 3: how long is it valid? A line's number, or a date like 2026-03-01");
        for (int line = 0; line < Questions.WINDOWS.size(); line++) {
            Questions.Window window = Questions.WINDOWS.get(line);
            out.println(String.format(
                    "  %d  %2d days, until %s: %s%s",
                    line + 1,
                    window.days(),
                    Screen.day(questions.inDays(window.days())),
                    window.when(),
                    warning(window)));
        }
        return ask("1", this::date);
    }

    private String warning(Questions.Window window) {
        return questions
                .validUntil(questions.inDays(window.days()))
                .complaint()
                .map(bad -> " (" + bad.sentence() + ")")
                .orElse("");
    }

    private Judged<Instant> date(String typed) {
        String line = typed.strip();
        return line.matches("[1-9]") && Integer.parseInt(line) <= Questions.WINDOWS.size()
                ? questions.validUntil(questions.inDays(
                        Questions.WINDOWS.get(Integer.parseInt(line) - 1).days()))
                : questions.validUntil(typed);
    }

    private Optional<Boolean> askProgram() throws IOException {
        Optional<Offer.Program> latest = questions.offer().latest();
        if (latest.isEmpty()) {
            return Optional.of(false);
        }
        out.println();
        out.println("3 of 3: include the latest program, " + latest.get().words() + "?");
        return ask("yes", questions::includeProgram);
    }

    private <T> Optional<T> ask(String byDefault, Function<String, Judged<T>> reader) throws IOException {
        while (true) {
            out.print("[" + byDefault + "] ");
            out.flush();
            String typed = in.readLine();
            if (typed == null) {
                out.println();
                return Optional.empty();
            }
            switch (reader.apply(typed.isBlank() ? byDefault : typed)) {
                case Judged.Good<T>(T value) -> {
                    return Optional.of(value);
                }
                case Judged.Bad<T>(String sentence, String remedy) -> {
                    out.println("Refused: " + sentence);
                    out.println("  " + remedy);
                }
            }
        }
    }
}
