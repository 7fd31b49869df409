package dev.sgate.appliance;

import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.station.Mount;
import dev.sgate.station.OpenedFile;
import dev.sgate.station.Step;
import dev.sgate.station.Supervisor;
import dev.sgate.station.Visit;
import dev.sgate.station.VisitId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What the scripted steps read from a body and put into the next. */
final class ScriptedBodies {
    private ScriptedBodies() {}

    /** Stands in for what no scripted step looks at. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    static <T> T unused() {
        return null;
    }

    static Visit visit(Mount mount) {
        return new Visit(new VisitId(UUID.randomUUID()), mount, new AbsentVolume(), Instant.EPOCH);
    }

    static String stick(Object body) {
        return Bodies.visitOf(body).mount().name();
    }

    static String file(Object body) {
        return switch (body) {
            case Gathered.Candidate candidate -> candidate.name().toString();
            case Step.NotOpened step -> step.name().toString();
            case Failure.FileFailed failed -> failed.file().name().toString();
            default -> fileOf(body).name().toString();
        };
    }

    static OpenedFile fileOf(Object body) {
        return switch (body) {
            case Step.Opened step -> step.file();
            case Step.TrustOpened step -> step.file();
            case Step.LicenseReady step -> step.file();
            case Step.UpdateReady step -> step.file();
            case Step.Prepared step -> step.file();
            case Step.Switched step -> step.file();
            case Step.Healthy step -> step.file();
            case Step.Unhealthy step -> step.file();
            case Step.Settled step -> step.file();
            default -> throw new IllegalArgumentException("no file in " + body);
        };
    }

    static OpenedFile opened(String name) {
        Sha256 digest = Sha256.of(name.getBytes(StandardCharsets.UTF_8));
        return new OpenedFile(Path.of(name), PayloadType.UPDATE, digest, 0, "slot", 0);
    }

    static Step unhealthy(Object body) {
        return new Step.Unhealthy(
                Bodies.visitOf(body), fileOf(body), unused(), Refusal.of(RefusalCode.HEALTH_CHECK_FAILED));
    }

    static Step switched(Object body) {
        return new Step.Switched(Bodies.visitOf(body), fileOf(body), unused(), new Supervisor.Running("app", "f", 1));
    }

    static Step settled(Object body) {
        return new Step.Settled(Bodies.visitOf(body), fileOf(body), List.of());
    }
}
