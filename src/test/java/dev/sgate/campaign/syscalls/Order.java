package dev.sgate.campaign.syscalls;

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

/** Runs a scenario once, unharmed, and looks at the order of its calls. */
record Order(Stage stage, Scenario scenario, Start start) {
    private static final String CALLS =
            "trace=write,pwrite64,fsync,fdatasync,openat,rename,renameat,renameat2,link,linkat,mkdir,symlink";

    List<String> violations() throws IOException, InterruptedException {
        Path logs = Files.createTempDirectory(stage.folder(), "order-");
        try (Ground ground = stage.ground()) {
            Act act = Act.begin(stage, ground, scenario);
            Daemon daemon = act.start(start.behind(
                    "strace",
                    "-ff",
                    "-ttt",
                    "-y",
                    "-s",
                    "0",
                    "-o",
                    logs.resolve("calls").toString(),
                    "-e",
                    CALLS));
            boolean ended = act.awaitEnd(daemon);
            act.stop(daemon, false);
            CallOrder order = new CallOrder(
                    ground.state(), ground.settings().resolveSibling("media").resolve("stick"));
            List<String> violations = order.read(logs, "calls");
            if (!ended || order.calls() == 0) {
                throw new IOException(scenario + " was not seen: " + daemon.lines());
            }
            return violations;
        }
    }
}
