package dev.sgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.appliance.doctor.Check;
import dev.sgate.appliance.doctor.Doctor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/manual/doctor.md has a row for each fault, in the doctor's own words. */
class DoctorPageTest {
    private static final Page PAGE = Page.read("docs/manual/doctor.md");

    @Test
    void eachFaultHasItsRow() {
        List<String> rows =
                PAGE.text().lines().filter(line -> line.startsWith("| `")).toList();
        assertThat(rows)
                .containsExactlyElementsOf(
                        Doctor.checks().stream().map(DoctorPageTest::row).toList());
    }

    private static String row(Check check) {
        return "| `" + check.name() + "` | " + check.weight().word() + " | " + check.looksAt() + " | " + check.why()
                + " |";
    }

    @Test
    void namesAreWordsAndNoneStandsTwice() {
        assertThat(Doctor.checks())
                .extracting(Check::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z]+(-[a-z]+)+"));
        assertThat(Doctor.checks()).allSatisfy(check -> {
            assertThat(check.looksAt()).isNotBlank().doesNotEndWith(".");
            assertThat(check.why()).isNotBlank().doesNotEndWith(".");
        });
    }
}
