package dev.sgate.station;

import static dev.sgate.station.StickBuilder.binary;
import static dev.sgate.station.StickBuilder.release;
import static dev.sgate.station.StickBuilder.stick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.station.StepFaults.Fault;
import dev.sgate.vectors.Samples;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A watch over two applications. */
class WatchOverSeveralTest extends WatchUnderTest {
    private void alsoABuoy() throws Exception {
        assertThat(plugIn(stick().update(
                                release(NEW, Samples.MADE)
                                        .andThen(payload ->
                                                Samples.in(payload, "app").put("name", "buoy")),
                                binary(NEW))))
                .isEqualTo("applied");
        assertThat(look()).isEmpty();
    }

    @Test
    void aLedgerThatFailsForOneDoesNotKeepItFromTheNext() throws Exception {
        alsoABuoy();
        site.releases.folders.remove("buoy");
        end();
        site.crash.fail(0, Fault.ERROR);

        assertThat(look())
                .containsExactly("this machine could not look after an application", "an application ended by itself");
        assertThat(site.crash.steps.getFirst()).startsWith("commit [ReleaseTakenBack");
        assertThat(look()).as("it has a pause").isEmpty();

        pass(Duration.ofSeconds(60));
        assertThat(look()).anyMatch(what -> what.startsWith("the folder of a release is gone"));
        assertThat(site.supervisor.find("lamp")).isPresent();
    }
}
