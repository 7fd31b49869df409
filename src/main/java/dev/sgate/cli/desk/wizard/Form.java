package dev.sgate.cli.desk.wizard;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The wizard's form, half filled in: what stands in its fields, and which of the three steps is open. Pure: a key gives the next
 * form, and {@link Screen} shows it.
 *
 * @param pool what is typed for the pool
 * @param window the line that is chosen for the date: one of {@link Questions#WINDOWS}, or the one behind them, another date
 * @param date what is typed for another date
 * @param refused whether Enter was pressed on an answer that the rules decline
 */
record Form(
        Questions questions, Step step, String pool, int window, String date, boolean includeProgram, boolean refused) {
    /** Where the form stands. */
    enum Step {
        POOL,
        DATE,
        PROGRAM,
        /** All three are answered, and each answer is allowed. */
        DONE,
        /** The person left; nothing is to be made. */
        LEFT;

        private Step next() {
            return switch (this) {
                case POOL -> DATE;
                case DATE -> PROGRAM;
                case PROGRAM, DONE -> DONE;
                case LEFT -> LEFT;
            };
        }

        private Step before() {
            return switch (this) {
                case PROGRAM -> DATE;
                case DATE -> POOL;
                case POOL, LEFT -> LEFT;
                case DONE -> DONE;
            };
        }
    }

    private static final int TYPED_MAX_CHARS = 20;
    private static final int OTHER_DATE = Questions.WINDOWS.size();

    /** An empty form: all free seats, 30 days, and the program where there is one. */
    static Form begin(Questions questions) {
        Offer offer = questions.offer();
        return new Form(
                questions,
                Step.POOL,
                String.valueOf(offer.suggestedPool()),
                0,
                offer.situation()
                        .expiresAt()
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDate()
                        .toString(),
                offer.latest().isPresent(),
                false);
    }

    boolean isOpen() {
        return step != Step.DONE && step != Step.LEFT;
    }

    boolean otherDate() {
        return window == OTHER_DATE;
    }

    Judged<Long> judgedPool() {
        return questions.pool(pool);
    }

    Judged<Instant> judgedDate() {
        return otherDate()
                ? questions.validUntil(date)
                : questions.validUntil(
                        questions.inDays(Questions.WINDOWS.get(window).days()));
    }

    Judged<Boolean> judgedProgram() {
        return questions.includeProgram(includeProgram);
    }

    /** The answer of the open step as it stands. */
    Judged<?> judged() {
        return switch (step) {
            case POOL -> judgedPool();
            case DATE -> judgedDate();
            case PROGRAM, DONE, LEFT -> judgedProgram();
        };
    }

    /** The three answers, once the form is done. */
    Optional<Answers> answers() {
        return step == Step.DONE
                ? Optional.of(new Answers(
                        judgedPool().good().orElseThrow(),
                        judgedDate().good().orElseThrow(),
                        judgedProgram().good().orElseThrow()))
                : Optional.empty();
    }

    /** The form after this key. */
    Form press(Key key) {
        return switch (key) {
            case Key.Named named ->
                switch (named) {
                    case ENTER -> enter();
                    case ESCAPE -> back();
                    case LEAVE -> at(Step.LEFT);
                    case BACKSPACE -> typed(Form::withoutLast);
                    case UP -> move(-1);
                    case DOWN -> move(+1);
                    case LEFT, RIGHT -> this;
                };
            case Key.Typed(char letter) -> typed(text -> withLetter(text, letter));
        };
    }

    private Form enter() {
        return judged().complaint().isPresent() ? withRefusal() : at(step.next());
    }

    private Form back() {
        return at(step.before());
    }

    /** Up is one device more, or the line above. */
    private Form move(int lines) {
        return switch (step) {
            case POOL -> withPool(String.valueOf(Math.max(1, judgedPoolOrSuggestion() - lines)));
            case DATE -> withWindow(Math.clamp(window + lines, 0, OTHER_DATE));
            case PROGRAM -> withProgram(lines < 0);
            case DONE, LEFT -> this;
        };
    }

    private long judgedPoolOrSuggestion() {
        return pool.matches("[0-9]{1,9}")
                ? Long.parseLong(pool)
                : questions.offer().suggestedPool();
    }

    private Form typed(UnaryOperator<String> change) {
        return switch (step) {
            case POOL -> withPool(change.apply(pool));
            case DATE -> otherDate() ? withDate(change.apply(date)) : withDate(change.apply(""));
            case PROGRAM, DONE, LEFT -> this;
        };
    }

    private static String withoutLast(String text) {
        return text.isEmpty() ? text : text.substring(0, text.length() - 1);
    }

    private static String withLetter(String text, char letter) {
        return text.length() < TYPED_MAX_CHARS ? text + letter : text;
    }

    private Form at(Step next) {
        return new Form(questions, next, pool, window, date, includeProgram, false);
    }

    private Form withPool(String text) {
        return new Form(questions, step, text, window, date, includeProgram, false);
    }

    private Form withWindow(int line) {
        return new Form(questions, step, pool, line, date, includeProgram, false);
    }

    private Form withDate(String text) {
        return new Form(questions, step, pool, OTHER_DATE, text, includeProgram, false);
    }

    private Form withProgram(boolean wanted) {
        return new Form(questions, step, pool, window, date, wanted, false);
    }

    private Form withRefusal() {
        return new Form(questions, step, pool, window, date, includeProgram, true);
    }
}
