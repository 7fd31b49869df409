package dev.sgate.appliance;

import static dev.sgate.appliance.ScriptedBodies.file;
import static dev.sgate.appliance.ScriptedBodies.stick;
import static dev.sgate.appliance.ScriptedBodies.visit;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.Candidates;
import dev.sgate.station.Mount;
import dev.sgate.station.Step;
import dev.sgate.station.UnreadableStick;
import dev.sgate.station.Visit;
import dev.sgate.station.Volume;
import dev.sgate.station.VolumeChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Steps that do nothing but what a file's or a stick's name says, and write down who was called with what. A file named {@code
 * sick.sgupd} fails its health check; a stick named {@code too-many} is turned away by the scan.
 */
final class ScriptedStation {
    private final Map<String, Mount> plugged = new HashMap<>();
    private final List<VolumeChange> changes = new ArrayList<>();
    private final AtomicBoolean looked = new AtomicBoolean();
    private final ScriptedTrace trace;
    private final Duration patience;

    /** Opened by a test to let a hanging stick go. */
    final CountDownLatch hanging = new CountDownLatch(1);

    ScriptedStation(Duration patience) {
        this.trace = new ScriptedTrace(patience);
        this.patience = patience;
    }

    /** Plugs a folder in as a stick. */
    synchronized void plugIn(Path directory) {
        String name = String.valueOf(directory.getFileName());
        Mount mount = new Mount(directory, name, "", Mount.FOLDER, Set.of());
        plugged.put(name, mount);
        changes.add(new VolumeChange.VolumeArrived(mount));
    }

    synchronized void pull(String name) {
        Mount mount = plugged.remove(name);
        if (mount != null) {
            changes.add(new VolumeChange.VolumeLeft(mount));
        }
    }

    private void pullAndWait(String name) {
        pull(name);
        trace.awaitCalled(name, "volumeForgotten");
    }

    ScriptedTrace trace() {
        return trace;
    }

    Map<String, StepProcessor.Call> steps(VolumeRoutes routes) {
        Map<String, StepProcessor.Call> steps = new HashMap<>(RouteSteps.of(routes));
        volume(steps);
        ticks(steps);
        new ScriptedFiles(trace).addTo(steps);
        new ScriptedReleases(trace).addTo(steps);
        new ScriptedResume(trace).addTo(steps);
        steps.put("failureTelling", (body, exchange) -> {
            Bodies.findVisit(body).ifPresent(visit -> trace.note(visit.mount().name(), "failureTelling"));
            return body;
        });
        steps.put("volumeForgotten", (body, exchange) -> {
            if (body instanceof VolumeChange.VolumeLeft left) {
                Object cutShort = routes.forget(left.mount());
                trace.note(left.mount().name(), "volumeForgotten");
                return cutShort;
            }
            return List.of();
        });
        steps.put("volumeOverdue", (body, exchange) -> overdue());
        steps.computeIfPresent("candidateGathering", (name, gathering) -> (body, exchange) -> {
            routes.find(String.valueOf(exchange.getFromRouteId()))
                    .map(visit -> visit.mount().name())
                    .filter("pulled-early"::equals)
                    .ifPresent(this::pullAndWait);
            return gathering.apply(body, exchange);
        });
        return steps;
    }

    /** At the first look only. */
    private List<Failure> overdue() {
        return looked.getAndSet(true)
                ? List.of()
                : List.of(new Failure.VisitFailed(
                        visit(new Mount(Path.of("overdue"), "o", "", Mount.FOLDER, Set.of())),
                        new Volume.Stalled(patience)));
    }

    private void volume(Map<String, StepProcessor.Call> steps) {
        steps.put("mountWatch", (body, exchange) -> {
            synchronized (this) {
                List<VolumeChange> now = List.copyOf(changes);
                changes.clear();
                return now;
            }
        });
        steps.put("visitStart", (body, exchange) -> {
            Mount mount = ((VolumeChange.VolumeArrived) body).mount();
            trace.note(mount.name(), "visitStart");
            if (mount.name().equals("unsafe")) {
                return new Step.TurnedAway(visit(mount), Refusal.of(RefusalCode.UNSAFE_MOUNT));
            }
            if (mount.name().equals("another-kind")) {
                return new Step.Unreadable(visit(mount), new UnreadableStick("ntfs", false));
            }
            return new Step.Welcomed(visit(mount));
        });
        steps.put("volumeScan", (body, exchange) -> scan(Bodies.visitOf(body)));
        steps.put("visitOrder", (body, exchange) -> {
            Visit visit = Bodies.visitOf(body);
            trace.note(stick(body), "visitOrder");
            return new Gathered.FilesInOrder(
                    visit,
                    visit.opened().stream()
                            .map(file -> new Step.Opened(visit, file))
                            .toList());
        });
        steps.put("journalExport", (body, exchange) -> export(body));
        steps.put("receiptWriting", (body, exchange) -> {
            trace.note(stick(body), "receiptWriting");
            return new Step.ReceiptWritten(((Step) body).visit(), List.of());
        });
        steps.put("volumeRelease", (body, exchange) -> {
            trace.note(stick(body), "volumeRelease");
            return new Step.SafeToUnplug(Bodies.visitOf(body));
        });
        steps.put("statusWriting", (body, exchange) -> {
            if (!(body instanceof byte[] json) || json[0] != '[') {
                throw new IllegalArgumentException("not a list in JSON: " + body);
            }
            trace.notePublished();
            return body;
        });
        steps.put("visitGivingUp", (body, exchange) -> {
            trace.note(stick(body), "visitGivingUp");
            if (stick(body).equals("broken-twice")) {
                throw new IOException("cannot be put on record");
            }
            return body;
        });
    }

    private Object scan(Visit visit) throws IOException, InterruptedException {
        String name = visit.mount().name();
        trace.awaitPublished(name, "visitStart");
        trace.note(name, "volumeScan");
        switch (name) {
            case "hanging" -> hanging.await();
            case "too-many" -> {
                return new Step.TurnedAway(visit, Refusal.of(RefusalCode.TOO_MANY_FILES));
            }
            default -> {}
        }
        try (Stream<Path> files = Files.list(visit.mount().directory())) {
            List<Path> names = files.map(Path::getFileName).sorted().toList();
            Candidates.set(visit, names);
            return names.isEmpty() ? new Step.NothingToOpen(visit) : new Step.CandidatesFound(visit, names.size());
        }
    }

    private Object export(Object body) throws IOException {
        trace.note(stick(body), "journalExport");
        Visit visit = Bodies.visitOf(body);
        switch (stick(body)) {
            case "settles-one" -> trace.awaitPublished("refused-alone.sgupd", "fileSettling");
            case "gives-one-up" -> trace.awaitPublished("throws-staging-alone.sgupd", "fileGivingUp");
            default -> {}
        }
        return switch (stick(body)) {
            case "broken-export", "broken-twice" -> throw new IOException("cannot be exported");
            case "write-protected" -> new Step.NotExported(visit, List.of(), Refusal.of(RefusalCode.READ_ERROR));
            case "foreign" -> new Step.NothingToReturn(visit);
            default -> new Step.Exported(visit, List.of());
        };
    }

    private void ticks(Map<String, StepProcessor.Call> steps) {
        steps.put("licenseWatching", trace.only("licenseWatching", body -> "licenses"));
        steps.put("metricsWriting", trace.only("metricsWriting", body -> "metrics"));
        steps.put("markRaising", trace.only("markRaising", body -> "clock"));
        steps.put("clockComparing", trace.only("clockComparing", body -> "clock"));
        steps.put("leaseFileKeeping", (body, exchange) -> {
            trace.note(body instanceof Step ? file(body) : "lease-files", "leaseFileKeeping");
            return body;
        });
        steps.put("applicationWatching", trace.only("applicationWatching", body -> "applications"));
        steps.put("outputBounding", trace.only("outputBounding", body -> "output"));
    }
}
