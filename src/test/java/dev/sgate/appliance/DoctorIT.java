package dev.sgate.appliance;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.appliance.DoctorBox.Fault;
import dev.sgate.appliance.doctor.Check;
import dev.sgate.appliance.doctor.Doctor;
import dev.sgate.cli.CommandRun;
import dev.sgate.host.LoopVolume;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** {@code sgate doctor} on a real box that is broken from outside, in each way it knows, by {@code doctor/faults.sh}. */
class DoctorIT {
    @TempDir
    static Path folder;

    private static DoctorBox box;

    @BeforeAll
    static void aHealthyBox() throws Exception {
        LoopVolume.require();
        box = DoctorBox.make(folder);
    }

    @AfterAll
    static void away() throws Exception {
        if (box != null) {
            box.remove();
        }
    }

    @Test
    void eachCheckIsBrokenByOneFaultAndThereAreForty() throws Exception {
        assertThat(Fault.all())
                .extracting(Fault::name)
                .containsExactlyInAnyOrderElementsOf(
                        Doctor.checks().stream().map(Check::name).toList());
        assertThat(Fault.all()).hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void aHealthyBoxHasNone() throws Exception {
        try (DaemonProcess daemon = box.start()) {
            CommandRun run = box.ask("doctor");
            assertThat(run.out()).as(run.err()).contains("none found").hasLineCount(1);
            assertThat(run.status()).isZero();
            assertThat(box.findings()).isEmpty();
            assertThat(daemon.log()).doesNotContain("<3>");
        } finally {
            box.putBack();
        }
    }

    @Test
    void nothingIsChangedByALook() throws Exception {
        List<String> before = box.allThatIsThere();
        assertThat(box.findings()).containsExactly("daemon-down");
        assertThat(box.allThatIsThere()).isEqualTo(before);
    }

    @Test
    void whatCannotBeLookedAtIsSaidOnce() {
        CommandRun run = sgate("doctor", "--state", folder.resolve("nowhere"), "--config", "/nowhere");
        assertThat(run.out())
                .contains("broken: settings-wrong: setting config: there is no file /nowhere")
                .contains("broken: state-missing: no appliance has run on")
                .containsOnlyOnce("unknown: there is no state folder")
                .doesNotContain("null");
        assertThat(run.status()).isEqualTo(4);
    }

    @TestFactory
    Stream<DynamicTest> eachFaultIsFoundByItsName() throws Exception {
        return Fault.all().stream().map(fault -> DynamicTest.dynamicTest(fault.name(), () -> isFound(fault)));
    }

    private static void isFound(Fault fault) throws Exception {
        Set<String> expected = new TreeSet<>(fault.besides());
        expected.add(fault.name());
        if (fault.up()) {
            try (DaemonProcess daemon = box.start()) {
                isFound(fault, expected, daemon.pid());
            }
        } else {
            expected.add("daemon-down");
            isFound(fault, expected, 0);
        }
    }

    private static void isFound(Fault fault, Set<String> expected, long pid) throws Exception {
        try {
            box.shell(fault.function(), pid);
            JsonNode found = box.json(fault.when());
            assertThat(DoctorBox.names(found)).containsExactlyElementsOf(expected);
            JsonNode told = DoctorBox.find(found, fault.name());
            assertThat(told.get("what").asText()).isNotBlank().doesNotContain("null");
            assertThat(told.get("next").asText()).isNotBlank();
            assertThat(found.get("gravest").asText()).isEqualTo("broken");
        } finally {
            if (pid != 0) {
                box.shell("kill -CONT " + pid, pid);
            } else {
                box.putBack();
            }
        }
    }

    /** A box with things to look at, and nothing broken. */
    @Test
    void whatIsToBeLookedAtAloneIsThree() throws Exception {
        try (DaemonProcess daemon = box.start()) {
            box.shell("rtc_missing", daemon.pid());
            assertThat(box.ask("doctor").status()).isEqualTo(3);
            assertThat(box.findings()).containsExactly("rtc-missing");
        } finally {
            box.putBack();
        }
    }
}
