package dev.sgate.cli.desk.wizard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.cli.desk.wizard.Form.Step;
import dev.sgate.cli.desk.wizard.Key.Named;
import dev.sgate.vendor.mint.Situations;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FormTest {
    private static Form after(Offer offer, Object... keys) {
        Form form = Form.begin(new Questions(offer));
        for (Object key : keys) {
            if (key instanceof String typed) {
                for (int at = 0; at < typed.length(); at++) {
                    form = form.press(new Key.Typed(typed.charAt(at)));
                }
            } else {
                form = form.press((Key) key);
            }
        }
        return form;
    }

    private static Form after(Object... keys) {
        return after(Offers.withProgram(), keys);
    }

    @Test
    void enterThreeTimesIsAllSeatsThirtyDaysAndTheProgram() {
        Answers answers = after(Named.ENTER, Named.ENTER, Named.ENTER).answers().orElseThrow();

        assertThat(answers).isEqualTo(new Answers(20, Situations.NOW.plus(Duration.ofDays(30)), true));
    }

    @Test
    void whereNoProgramIsKnownNoneIsIncluded() {
        Form form = after(Offers.withoutProgram(), Named.ENTER, Named.ENTER);

        assertThat(form.press(Named.ENTER).answers().orElseThrow().includeProgram())
                .isFalse();
        Form wanted = form.press(Named.UP).press(Named.ENTER);
        assertThat(wanted.step()).isEqualTo(Step.PROGRAM);
        assertThat(wanted.refused()).isTrue();
    }

    @Test
    void arrowsCountSeats() {
        assertThat(after(Named.DOWN, Named.DOWN, Named.UP).pool()).isEqualTo("19");
        assertThat(after(Named.BACKSPACE, Named.BACKSPACE, "1", Named.DOWN, Named.DOWN)
                        .pool())
                .isEqualTo("1");
        assertThat(after("x").pool()).isEqualTo("20x");
    }

    @Test
    void tooManySeatsAreWarnedOfWhileTypingAndRefusedAtEnter() {
        Form typed = after(Named.BACKSPACE, "1");
        assertThat(typed.judged().complaint()).map(Judged.Bad::sentence).isPresent();
        assertThat(typed.refused()).isFalse();

        Form entered = typed.press(Named.ENTER);
        assertThat(entered.step()).isEqualTo(Step.POOL);
        assertThat(entered.refused()).isTrue();
        assertThat(entered.press(Named.DOWN).press(Named.ENTER).step()).isEqualTo(Step.DATE);
    }

    @Test
    void aDateBehindTheLicenseIsWarnedOfWhileTypingAndRefusedAtEnter() {
        Form typed = after(Named.ENTER, "2026-07-01");
        assertThat(typed.otherDate()).as("typing means another date").isTrue();
        assertThat(typed.judged().complaint())
                .map(Judged.Bad::sentence)
                .map(Object::toString)
                .contains("Date exceeds license expiry");

        Form entered = typed.press(Named.ENTER);
        assertThat(entered.step()).isEqualTo(Step.DATE);
        assertThat(entered.refused()).isTrue();
        Form mended = entered.press(Named.BACKSPACE).press(Named.BACKSPACE).press(Named.BACKSPACE);
        assertThat(mended.press(Named.BACKSPACE)
                        .press(new Key.Typed('6'))
                        .press(new Key.Typed('-'))
                        .press(new Key.Typed('3'))
                        .press(new Key.Typed('0'))
                        .press(Named.ENTER)
                        .step())
                .isEqualTo(Step.PROGRAM);
    }

    @Test
    void theAdviceCanBeChosenWithArrows() {
        Answers answers = after(Named.ENTER, Named.DOWN, Named.DOWN, Named.DOWN, Named.ENTER, Named.DOWN, Named.ENTER)
                .answers()
                .orElseThrow();

        assertThat(answers.validUntil()).isEqualTo(Situations.NOW.plus(Duration.ofDays(60)));
        assertThat(answers.includeProgram()).isFalse();
    }

    @Test
    void daysMayBeTyped() {
        assertThat(after(Named.ENTER, "45", Named.ENTER, Named.ENTER).answers().map(Answers::validUntil))
                .contains(Instant.parse("2026-04-15T12:00:00Z"));
    }

    @Test
    void escapeGoesBackAndOutOfTheFirstStep() {
        assertThat(after(Named.ENTER, Named.ENTER, Named.ESCAPE).step()).isEqualTo(Step.DATE);
        Form left = after(Named.ENTER, Named.ESCAPE, Named.ESCAPE);
        assertThat(left.isOpen()).isFalse();
        assertThat(left.answers()).isEmpty();
        assertThat(after(Named.ENTER, Named.LEAVE).answers()).isEmpty();
    }
}
