package dev.sgate.station;

import static dev.sgate.station.StickBuilder.folder;
import static dev.sgate.station.StickBuilder.stick;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Committed applications whose folder is gone. */
class FolderGoneTest extends WatchUnderTest {
    private void lose(String version) {
        site.releases.folders.getOrDefault("lamp", Map.of()).remove(folder(version));
    }

    @Test
    void oneWhoseFolderIsGoneGoesBackToThePreviousReleaseAndMayComeAgain() throws Exception {
        lose(NEW);
        assertThat(look()).as("what runs goes on").isEmpty();

        end();
        assertThat(look())
                .containsExactly(
                        "the folder of a release is gone; the previous one runs instead",
                        "an application was brought in line with the ledger");
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(OLD));
        assertThat(site.releases.current("lamp")).contains(folder(OLD));
        assertThat(site.memory.quarantined()).isEmpty();
        assertThat(site.events("update-rolled-back"))
                .singleElement()
                .asString()
                .contains("\"why\":\"folder-gone\"", "\"kept\":\"2.4.0\"")
                .doesNotContain("\"code\"", "\"evidence\"");
        assertThat(look()).isEmpty();

        assertThat(plugIn(stick().update(NEW))).isEqualTo("applied");
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(NEW));
    }

    @Test
    void whereThereIsNoneToGoBackToNoneRunsAndTheStickBringsItAgain() throws Exception {
        lose(NEW);
        lose(OLD);
        end();
        assertThat(look())
                .contains("the folder of a release is gone and there is none to go back to; no application runs now");
        assertThat(site.releases.current("lamp")).isEmpty();
        assertThat(site.memory.running()).isEmpty();
        pass(Duration.ofHours(1));
        assertThat(look()).isEmpty();

        assertThat(plugIn(stick().update(NEW))).isEqualTo("applied");
        assertThat(site.supervisor.folder("lamp")).isEqualTo(folder(NEW));
    }
}
