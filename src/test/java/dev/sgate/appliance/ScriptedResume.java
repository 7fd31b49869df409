package dev.sgate.appliance;

import static dev.sgate.appliance.ScriptedBodies.file;
import static dev.sgate.appliance.ScriptedBodies.fileOf;
import static dev.sgate.appliance.ScriptedBodies.opened;
import static dev.sgate.appliance.ScriptedBodies.settled;
import static dev.sgate.appliance.ScriptedBodies.switched;
import static dev.sgate.appliance.ScriptedBodies.unhealthy;
import static dev.sgate.appliance.ScriptedBodies.unused;
import static dev.sgate.appliance.ScriptedBodies.visit;

import dev.sgate.station.Mount;
import dev.sgate.station.Step;
import dev.sgate.station.Visit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** The steps of {@link ScriptedStation} that take up what was left unfinished or waits. */
final class ScriptedResume {
    private final ScriptedTrace trace;
    private final AtomicBoolean waited = new AtomicBoolean();
    private final Visit afterRestart = visit(new Mount(Path.of("after-restart"), "r", "", Mount.FOLDER, Set.of()));

    ScriptedResume(ScriptedTrace trace) {
        this.trace = trace;
    }

    void addTo(Map<String, StepProcessor.Call> steps) {
        steps.put("resumeUndoing", trace.only("resumeUndoing", body -> "start"));
        steps.put("resumeTakingUp", (body, exchange) -> {
            trace.note("start", "resumeTakingUp");
            return List.of(opened("resumed-probation"), opened("resumed-rollback"), opened("resumed-disbelieved"))
                    .stream()
                    .map(file -> new Step.Opened(afterRestart, file))
                    .map(ScriptedResume::takenUp)
                    .toList();
        });
        steps.put("resumeGoingOn", trace.only("resumeGoingOn", ScriptedBodies::file));
        steps.put("applicationStart", trace.only("applicationStart", body -> "start"));
        steps.put("waitingTakingUp", (body, exchange) -> waited());
        steps.put("waitingGoingOn", (body, exchange) -> {
            trace.note(file(body), "waitingGoingOn");
            return file(body).startsWith("waited-disbelieved")
                    ? settled(body)
                    : new Step.UpdateReady(Bodies.visitOf(body), fileOf(body), unused());
        });
    }

    /** At the first look only. */
    private List<Step> waited() {
        return waited.getAndSet(true)
                ? List.of()
                : List.of(
                        new Step.Opened(afterRestart, opened("waited.sgupd")),
                        new Step.Opened(afterRestart, opened("waited-disbelieved.sgupd")));
    }

    private static Step takenUp(Step.Opened opened) {
        return switch (opened.file().name().toString()) {
            case "resumed-probation" -> switched(opened);
            case "resumed-rollback" -> unhealthy(opened);
            default -> settled(opened);
        };
    }
}
