package dev.sgate.appliance;

import static dev.sgate.appliance.ScriptedBodies.file;
import static dev.sgate.appliance.ScriptedBodies.fileOf;
import static dev.sgate.appliance.ScriptedBodies.settled;
import static dev.sgate.appliance.ScriptedBodies.switched;
import static dev.sgate.appliance.ScriptedBodies.unhealthy;
import static dev.sgate.appliance.ScriptedBodies.unused;

import dev.sgate.station.Step;
import java.io.IOException;
import java.util.Map;

/** The steps of {@link ScriptedStation} that install a release. */
final class ScriptedReleases {
    private final ScriptedTrace trace;

    ScriptedReleases(ScriptedTrace trace) {
        this.trace = trace;
    }

    void addTo(Map<String, StepProcessor.Call> steps) {
        steps.put("releaseTiming", (body, exchange) -> {
            trace.note(file(body), "releaseTiming");
            return file(body).startsWith("later") ? settled(body) : body;
        });
        steps.put("installTurnTaking", trace.only("installTurnTaking", ScriptedBodies::file));
        steps.put("installTurnEnding", trace.only("installTurnEnding", ScriptedBodies::file));
        steps.put("releasePreparing", (body, exchange) -> {
            trace.note(file(body), "releasePreparing");
            if (file(body).startsWith("throws-preparing")) {
                throw new IOException("our own disk");
            }
            return file(body).startsWith("unsafe-archive")
                    ? settled(body)
                    : new Step.Prepared(Bodies.visitOf(body), fileOf(body), unused());
        });
        steps.put("releaseSwitching", (body, exchange) -> {
            trace.note(file(body), "releaseSwitching");
            return file(body).startsWith("cannot-start") ? unhealthy(body) : switched(body);
        });
        steps.put("releaseProbation", (body, exchange) -> {
            trace.note(file(body), "releaseProbation");
            return file(body).startsWith("sick")
                    ? unhealthy(body)
                    : new Step.Healthy(Bodies.visitOf(body), fileOf(body), unused());
        });
        steps.put("releaseCommit", (body, exchange) -> noteSettled("releaseCommit", body));
        steps.put("releaseRollback", (body, exchange) -> noteSettled("releaseRollback", body));
    }

    private Object noteSettled(String step, Object body) {
        trace.note(file(body), step);
        return settled(body);
    }
}
