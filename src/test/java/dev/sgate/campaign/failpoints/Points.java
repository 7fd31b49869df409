package dev.sgate.campaign.failpoints;

import dev.sgate.campaign.scenario.Act;
import dev.sgate.campaign.scenario.Scenario;
import dev.sgate.campaign.scenario.Stage;
import dev.sgate.campaign.site.Daemon;
import dev.sgate.campaign.site.Ground;
import dev.sgate.campaign.site.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The crash points that a scenario comes by, in order, each with the time it is reached: {@code POINT:n}. */
record Points(Stage stage, Start armed, Scenario scenario) {
    List<String> reached() throws IOException, InterruptedException {
        Path seen = Files.createTempFile(stage.folder(), "seen-", "");
        try (Ground ground = stage.ground()) {
            Act act = Act.begin(stage, ground, scenario);
            Daemon daemon = act.start(armed.withJvm("-Dsgate.crash.seen=" + seen));
            if (!act.awaitEnd(daemon)) {
                throw new IOException(scenario + " does not come to its end: " + daemon.lines());
            }
            // what comes after the last line, e.g. the visit's end in the ledger
            daemon.stop(Stage.PATIENCE);
            ground.pullStick();
        }
        return Files.readAllLines(seen);
    }
}
