package dev.sgate.campaign.failpoints;

import dev.sgate.campaign.scenario.Act;
import dev.sgate.campaign.scenario.Stage;
import dev.sgate.campaign.site.Daemon;
import dev.sgate.campaign.site.Ground;
import dev.sgate.campaign.site.Start;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Takes case after case, on a ground of its own. */
record Worker(Stage stage, Start armed, Tally tally, boolean untilFirst) {
    void run(Queue<Halt> halts) throws IOException, InterruptedException {
        try (Ground ground = stage.ground()) {
            for (Halt halt = halts.poll(); halt != null; halt = halts.poll()) {
                if (tally.isLate() || (untilFirst && tally.hasViolation())) {
                    return;
                }
                Act act = Act.begin(stage, ground, halt.scenario());
                List<String> violations = run(act, halt);
                tally.done(halt, violations, violations.isEmpty() ? List.of() : act.heard());
            }
        }
    }

    private List<String> run(Act act, Halt halt) throws IOException, InterruptedException {
        List<String> violations = new ArrayList<>();
        Daemon daemon = act.start(armed.withJvm("-Dsgate.crash=" + halt.point() + ":" + halt.nth()));
        act.awaitEnd(daemon);
        if (crashedAt(daemon).isEmpty()) {
            // the point comes after the end, or not in every run
            daemon.stop(Stage.PATIENCE);
        }
        if (!crashedAt(daemon).isEmpty()) {
            tally.halted(halt);
        }
        act.stop(daemon, halt.powerGoes());
        violations.addAll(act.judge());
        violations.addAll(again(act, halt));
        violations.addAll(act.recover(armed));
        violations.addAll(act.rebuilt());
        return violations;
    }

    private List<String> again(Act act, Halt halt) throws IOException {
        Daemon daemon = act.start(armed.withJvm("-Dsgate.crash=ANY:" + halt.again()));
        act.awaitEnd(daemon);
        String point = crashedAt(daemon);
        if (!point.isEmpty()) {
            tally.haltedAgain(point);
        }
        act.stop(daemon, halt.powerGoes());
        return act.judge();
    }

    private static String crashedAt(Daemon daemon) {
        return daemon.lines().stream()
                .filter(line -> line.startsWith("crash at "))
                .map(line -> line.substring("crash at ".length()).split(":", -1)[0])
                .findFirst()
                .orElse("");
    }
}
