package dev.sgate.appliance;

import static dev.sgate.appliance.ScriptedBodies.file;
import static dev.sgate.appliance.ScriptedBodies.fileOf;
import static dev.sgate.appliance.ScriptedBodies.opened;
import static dev.sgate.appliance.ScriptedBodies.settled;
import static dev.sgate.appliance.ScriptedBodies.unused;

import dev.sgate.station.OpenedFile;
import dev.sgate.station.Outcome;
import dev.sgate.station.Step;
import dev.sgate.station.Visit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The steps of {@link ScriptedStation} that a file goes through until it is settled. */
final class ScriptedFiles {
    private final ScriptedTrace trace;

    ScriptedFiles(ScriptedTrace trace) {
        this.trace = trace;
    }

    void addTo(Map<String, StepProcessor.Call> steps) {
        steps.put("fileOpening", (body, exchange) -> {
            trace.note(file(body), "fileOpening");
            Visit visit = Bodies.visitOf(body);
            Path name = Path.of(file(body));
            if (file(body).startsWith("throws-opening")) {
                throw new IOException("our own disk");
            }
            if (file(body).startsWith("unreadable")) {
                return new Step.NotOpened(visit, name, Optional.empty(), new Outcome.AlreadyApplied("file"));
            }
            if (file(body).startsWith("keys")) {
                return new Step.TrustOpened(visit, opened(file(body)));
            }
            OpenedFile file = opened(file(body));
            visit.add(file);
            return new Step.Opened(visit, file);
        });
        steps.put("trustFirst", trace.only("trustFirst", ScriptedBodies::stick));
        steps.put("trustTaking", (body, exchange) -> {
            trace.note(file(body), "trustTaking");
            if (file(body).startsWith("keys-throw")) {
                throw new IOException("our own disk");
            }
            return settled(body);
        });
        steps.put("fileStaging", (body, exchange) -> {
            trace.note(file(body), "fileStaging");
            Visit visit = Bodies.visitOf(body);
            if (file(body).startsWith("throws-staging")) {
                throw new IOException("our own disk");
            }
            if (file(body).startsWith("license")) {
                return new Step.LicenseReady(visit, fileOf(body), unused(), new byte[0], Optional.empty());
            }
            return file(body).startsWith("refused")
                    ? settled(body)
                    : new Step.UpdateReady(visit, fileOf(body), unused());
        });
        steps.put("licenseImport", (body, exchange) -> {
            trace.note(file(body), "licenseImport");
            Visit visit = Bodies.visitOf(body);
            return file(body).startsWith("license-alone")
                    ? settled(body)
                    : new Step.UpdateReady(visit, fileOf(body), unused());
        });
        steps.put("fileSettling", trace.only("fileSettling", ScriptedBodies::file));
        steps.put("fileGivingUp", trace.only("fileGivingUp", ScriptedBodies::file));
    }
}
