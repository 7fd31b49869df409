package dev.sgate.appliance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The product's route files in a real Camel, with steps that follow a script. */
class RoutesTest {
    @TempDir
    Path folder;

    @Test
    void everyWayThroughTheRoutesCallsTheStepsInOrder() throws Exception {
        ScriptedVisits.run(
                Path.of("routes"),
                Files.createDirectory(folder.resolve("media")),
                ScriptedVisits.ledger(folder),
                Duration.ofSeconds(20));
    }
}
