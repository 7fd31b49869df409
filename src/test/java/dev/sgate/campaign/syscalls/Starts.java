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
import java.util.ArrayList;
import java.util.List;

/** Starts of the daemon that are watched from their first call: the first of all, and one that finds an old database. */
record Starts(Stage stage, Ground ground, Scenario scenario, Start start) {
    Rolling.Result at(Point point, Path log) throws IOException, InterruptedException {
        Files.deleteIfExists(log);
        Act act = Act.begin(stage, ground, scenario);
        Daemon daemon = act.start(start.behind(
                "strace",
                "-f",
                "-y",
                "-o",
                log.toString(),
                "-e",
                "trace=" + point.call(),
                "-e",
                point.fault().injection(point.call(), point.nth())));
        boolean ended = act.awaitEnd(daemon);
        act.stop(daemon, false);
        boolean injected = point.fault() == Fault.KILL
                ? !ended || Strace.killed(log)
                : !Strace.injected(log).isEmpty();
        List<String> violations = new ArrayList<>(act.judge());
        violations.addAll(act.recover(start));
        return new Rolling.Result(injected, violations, violations.isEmpty() ? List.of() : act.heard());
    }
}
