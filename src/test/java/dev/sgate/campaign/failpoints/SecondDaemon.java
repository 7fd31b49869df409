package dev.sgate.campaign.failpoints;

import dev.sgate.campaign.scenario.Act;
import dev.sgate.campaign.scenario.Scenario;
import dev.sgate.campaign.scenario.Stage;
import dev.sgate.campaign.site.Daemon;
import dev.sgate.campaign.site.Ground;
import dev.sgate.campaign.site.Start;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A second daemon on the same state folder must not start. */
final class SecondDaemon {
    private SecondDaemon() {}

    static List<String> violations(Stage stage, Start start) throws IOException, InterruptedException {
        List<String> violations = new ArrayList<>();
        try (Ground ground = stage.ground()) {
            Act act = Act.begin(stage, ground, Scenario.INSTALL);
            Daemon first = act.startWithoutStick(start);
            first.await(line -> line.startsWith("ready"), Stage.PATIENCE);
            Daemon second = act.startWithoutStick(start);
            if (second.await(line -> line.startsWith("ready"), Stage.PATIENCE).isPresent()) {
                violations.add("lock: a second daemon runs on the same state folder");
            }
            second.kill();
            first.stop(Stage.PATIENCE);
        }
        return violations;
    }
}
