package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** How the appliance starts, and when it does not, as a process. */
class ApplianceStartIT extends ApplianceUnderTest {
    @Test
    void aSecondDaemonOnTheSameStateIsRefused() throws Exception {
        try (DaemonProcess first = start();
                DaemonProcess second = launch()) {
            assertThat(second.exitStatus()).isEqualTo(2);
            assertThat(second.log()).contains("another appliance runs on " + state);
            assertThat(first.log()).doesNotContain("another appliance");
        }
    }

    @Test
    void aWrongRouteFileStopsTheStart() throws Exception {
        Path routes = Files.createDirectory(folder.resolve("routes"));
        for (Path file : list(Path.of("routes"))) {
            Files.copy(file, routes.resolve(file.getFileName()));
        }
        Path wrong = routes.resolve("20-open.camel.xml");
        Files.writeString(wrong, Files.readString(wrong).replace("\"fileOpening\"", "\"fileOpning\""));
        try (DaemonProcess daemon = launch("--routes", routes)) {
            assertThat(daemon.exitStatus()).isEqualTo(1);
            assertThat(daemon.log()).containsPattern(wrong + ":\\d+: no step is called fileOpning");
            assertThat(daemon.log()).doesNotContain("\tat ").doesNotContain("ready");
        }
        assertThat(events()).as("nothing was started").isEmpty();
    }

    @Test
    void withoutATrustDocumentNothingIsBelievedAndItSaysSo() throws Exception {
        Path license = license();
        Files.delete(trust);
        try (DaemonProcess daemon = start()) {
            plugIn("first", license);
            awaitRelease("first");
            assertThat(daemon.log())
                    .contains("trust: nothing is believed because")
                    .contains("code=unknown-key");
            assertThat(status().at("/trust/believed").asBoolean()).isFalse();
        }
    }
}
