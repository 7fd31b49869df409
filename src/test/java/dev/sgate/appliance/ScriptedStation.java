package dev.sgate.appliance;

import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.station.Candidates;
import dev.sgate.station.Mount;
import dev.sgate.station.OpenedFile;
import dev.sgate.station.Outcome;
import dev.sgate.station.Step;
import dev.sgate.station.Supervisor;
import dev.sgate.station.UnreadableStick;
import dev.sgate.station.Visit;
import dev.sgate.station.VisitId;
import dev.sgate.station.Volume;
import dev.sgate.station.VolumeChange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Steps that do nothing but what a file's or a stick's name says, and write down who was called with what. A file named {@code
 * sick.sgupd} fails its health check; a stick named {@code too-many} is turned away by the scan.
 */
final class ScriptedStation {
    private final List<String> trace = new ArrayList<>();
    private final Map<String, Mount> plugged = new HashMap<>();
    private final List<VolumeChange> changes = new ArrayList<>();
    private final AtomicBoolean looked = new AtomicBoolean();
    private final AtomicBoolean waited = new AtomicBoolean();
    private final AtomicInteger published = new AtomicInteger();
    private final Map<String, Integer> publishedAt = new HashMap<>();
    private final Visit afterRestart = visit(new Mount(Path.of("after-restart"), "r", "", Mount.FOLDER, Set.of()));

    private final Duration patience;

    ScriptedStation(Duration patience) {
        this.patience = patience;
    }

    /** Opened by a test to let a hanging stick go. */
    final CountDownLatch hanging = new CountDownLatch(1);

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
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(patience)
                .until(() -> called(name).contains("volumeForgotten"));
    }

    /** The steps called for this stick or file, in order. */
    synchronized List<String> called(String subject) {
        return trace.stream()
                .filter(line -> line.startsWith(subject + ": "))
                .map(line -> line.substring(subject.length() + 2))
                .toList();
    }

    /** Whether the status was published after this step was called for this subject. */
    synchronized boolean publishedSince(String subject, String step) {
        Integer at = publishedAt.get(subject + ": " + step);
        return at != null && published.get() > at;
    }

    private synchronized void note(String subject, String step) {
        trace.add(subject + ": " + step);
        publishedAt.put(subject + ": " + step, published.get());
    }

    private void awaitPublished(String subject, String step) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(patience)
                .until(() -> publishedSince(subject, step));
    }

    /** Stands in for what no scripted step looks at. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T unused() {
        return null;
    }

    private static Visit visit(Mount mount) {
        return new Visit(new VisitId(UUID.randomUUID()), mount, new AbsentVolume(), Instant.EPOCH);
    }

    private static String stick(Object body) {
        return Bodies.visitOf(body).mount().name();
    }

    private static String file(Object body) {
        return switch (body) {
            case Gathered.Candidate candidate -> candidate.name().toString();
            case Step.NotOpened step -> step.name().toString();
            case Failure.FileFailed failed -> failed.file().name().toString();
            default -> fileOf(body).name().toString();
        };
    }

    private static OpenedFile fileOf(Object body) {
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

    private static OpenedFile opened(String name) {
        Sha256 digest = Sha256.of(name.getBytes(StandardCharsets.UTF_8));
        return new OpenedFile(Path.of(name), PayloadType.UPDATE, digest, 0, "slot", 0);
    }

    Map<String, StepProcessor.Call> steps(VolumeRoutes routes) {
        Map<String, StepProcessor.Call> steps = new HashMap<>(RouteSteps.of(routes));
        volume(steps);
        files(steps);
        releases(steps);
        resume(steps);
        StepProcessor.Call judge = steps.getOrDefault("failureJudging", (body, exchange) -> body);
        steps.put("failureJudging", judge);
        steps.put("failureTelling", (body, exchange) -> {
            Bodies.findVisit(body).ifPresent(visit -> note(visit.mount().name(), "failureTelling"));
            return body;
        });
        steps.put("volumeForgotten", (body, exchange) -> {
            if (body instanceof VolumeChange.VolumeLeft left) {
                Object cutShort = routes.forget(left.mount());
                note(left.mount().name(), "volumeForgotten");
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
            note(mount.name(), "visitStart");
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
            note(stick(body), "visitOrder");
            return new Gathered.FilesInOrder(
                    visit,
                    visit.opened().stream()
                            .map(file -> new Step.Opened(visit, file))
                            .toList());
        });
        steps.put("journalExport", (body, exchange) -> export(body));
        steps.put("receiptWriting", (body, exchange) -> {
            note(stick(body), "receiptWriting");
            return new Step.ReceiptWritten(((Step) body).visit(), List.of());
        });
        steps.put("volumeRelease", (body, exchange) -> {
            note(stick(body), "volumeRelease");
            return new Step.SafeToUnplug(Bodies.visitOf(body));
        });
        steps.put("statusWriting", (body, exchange) -> {
            if (!(body instanceof byte[] json) || json[0] != '[') {
                throw new IllegalArgumentException("not a list in JSON: " + body);
            }
            published.incrementAndGet();
            return body;
        });
        steps.put("visitGivingUp", (body, exchange) -> {
            note(stick(body), "visitGivingUp");
            if (stick(body).equals("broken-twice")) {
                throw new IOException("cannot be put on record");
            }
            return body;
        });
    }

    private Object scan(Visit visit) throws IOException, InterruptedException {
        String name = visit.mount().name();
        awaitPublished(name, "visitStart");
        note(name, "volumeScan");
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
        note(stick(body), "journalExport");
        Visit visit = Bodies.visitOf(body);
        switch (stick(body)) {
            case "settles-one" -> awaitPublished("refused-alone.sgupd", "fileSettling");
            case "gives-one-up" -> awaitPublished("throws-staging-alone.sgupd", "fileGivingUp");
            default -> {}
        }
        return switch (stick(body)) {
            case "broken-export", "broken-twice" -> throw new IOException("cannot be exported");
            case "write-protected" -> new Step.NotExported(visit, List.of(), Refusal.of(RefusalCode.READ_ERROR));
            case "foreign" -> new Step.NothingToReturn(visit);
            default -> new Step.Exported(visit, List.of());
        };
    }

    private void files(Map<String, StepProcessor.Call> steps) {
        steps.put("fileOpening", (body, exchange) -> {
            note(file(body), "fileOpening");
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
        steps.put("trustFirst", (body, exchange) -> {
            note(stick(body), "trustFirst");
            return body;
        });
        steps.put("trustTaking", (body, exchange) -> {
            note(file(body), "trustTaking");
            if (file(body).startsWith("keys-throw")) {
                throw new IOException("our own disk");
            }
            return new Step.Settled(Bodies.visitOf(body), fileOf(body), List.of());
        });
        steps.put("fileStaging", (body, exchange) -> {
            note(file(body), "fileStaging");
            Visit visit = Bodies.visitOf(body);
            if (file(body).startsWith("throws-staging")) {
                throw new IOException("our own disk");
            }
            if (file(body).startsWith("license")) {
                return new Step.LicenseReady(visit, fileOf(body), unused(), new byte[0], Optional.empty());
            }
            return file(body).startsWith("refused")
                    ? new Step.Settled(visit, fileOf(body), List.of())
                    : new Step.UpdateReady(visit, fileOf(body), unused());
        });
        steps.put("licenseImport", (body, exchange) -> {
            note(file(body), "licenseImport");
            Visit visit = Bodies.visitOf(body);
            return file(body).startsWith("license-alone")
                    ? new Step.Settled(visit, fileOf(body), List.of())
                    : new Step.UpdateReady(visit, fileOf(body), unused());
        });
        steps.put("fileSettling", (body, exchange) -> {
            note(file(body), "fileSettling");
            return body;
        });
        steps.put("fileGivingUp", (body, exchange) -> {
            note(file(body), "fileGivingUp");
            return body;
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

    private void releases(Map<String, StepProcessor.Call> steps) {
        steps.put("releaseTiming", (body, exchange) -> {
            note(file(body), "releaseTiming");
            return file(body).startsWith("later")
                    ? new Step.Settled(Bodies.visitOf(body), fileOf(body), List.of())
                    : body;
        });
        steps.put("waitingTakingUp", (body, exchange) -> waited());
        steps.put("waitingGoingOn", (body, exchange) -> {
            note(file(body), "waitingGoingOn");
            return file(body).startsWith("waited-disbelieved")
                    ? new Step.Settled(Bodies.visitOf(body), fileOf(body), List.of())
                    : new Step.UpdateReady(Bodies.visitOf(body), fileOf(body), unused());
        });
        steps.put("installTurnTaking", (body, exchange) -> {
            note(file(body), "installTurnTaking");
            return body;
        });
        steps.put("installTurnEnding", (body, exchange) -> {
            note(file(body), "installTurnEnding");
            return body;
        });
        steps.put("releasePreparing", (body, exchange) -> {
            note(file(body), "releasePreparing");
            if (file(body).startsWith("throws-preparing")) {
                throw new IOException("our own disk");
            }
            return file(body).startsWith("unsafe-archive")
                    ? new Step.Settled(Bodies.visitOf(body), fileOf(body), List.of())
                    : new Step.Prepared(Bodies.visitOf(body), fileOf(body), unused());
        });
        steps.put("releaseSwitching", (body, exchange) -> {
            note(file(body), "releaseSwitching");
            return file(body).startsWith("cannot-start") ? unhealthy(body) : switched(body);
        });
        steps.put("releaseProbation", (body, exchange) -> {
            note(file(body), "releaseProbation");
            return file(body).startsWith("sick")
                    ? unhealthy(body)
                    : new Step.Healthy(Bodies.visitOf(body), fileOf(body), unused());
        });
        steps.put("releaseCommit", (body, exchange) -> settled("releaseCommit", body));
        steps.put("releaseRollback", (body, exchange) -> settled("releaseRollback", body));
    }

    private Object settled(String step, Object body) {
        note(file(body), step);
        return new Step.Settled(Bodies.visitOf(body), fileOf(body), List.of());
    }

    private static Step unhealthy(Object body) {
        return new Step.Unhealthy(
                Bodies.visitOf(body), fileOf(body), unused(), Refusal.of(RefusalCode.HEALTH_CHECK_FAILED));
    }

    private static Step switched(Object body) {
        return new Step.Switched(Bodies.visitOf(body), fileOf(body), unused(), new Supervisor.Running("app", "f", 1));
    }

    private void resume(Map<String, StepProcessor.Call> steps) {
        steps.put("resumeUndoing", (body, exchange) -> {
            note("start", "resumeUndoing");
            return body;
        });
        steps.put("resumeTakingUp", (body, exchange) -> {
            note("start", "resumeTakingUp");
            return List.of(opened("resumed-probation"), opened("resumed-rollback"), opened("resumed-disbelieved"))
                    .stream()
                    .map(file -> new Step.Opened(afterRestart, file))
                    .map(ScriptedStation::takenUp)
                    .toList();
        });
        steps.put("resumeGoingOn", (body, exchange) -> {
            note(file(body), "resumeGoingOn");
            return body;
        });
        steps.put("licenseWatching", (body, exchange) -> {
            note("licenses", "licenseWatching");
            return body;
        });
        steps.put("metricsWriting", (body, exchange) -> {
            note("metrics", "metricsWriting");
            return body;
        });
        steps.put("markRaising", (body, exchange) -> {
            note("clock", "markRaising");
            return body;
        });
        steps.put("clockComparing", (body, exchange) -> {
            note("clock", "clockComparing");
            return body;
        });
        steps.put("leaseFileKeeping", (body, exchange) -> {
            note(body instanceof Step ? file(body) : "lease-files", "leaseFileKeeping");
            return body;
        });
        steps.put("applicationWatching", (body, exchange) -> {
            note("applications", "applicationWatching");
            return body;
        });
        steps.put("outputBounding", (body, exchange) -> {
            note("output", "outputBounding");
            return body;
        });
        steps.put("applicationStart", (body, exchange) -> {
            note("start", "applicationStart");
            return body;
        });
    }

    private static Step takenUp(Step.Opened opened) {
        return switch (opened.file().name().toString()) {
            case "resumed-probation" -> switched(opened);
            case "resumed-rollback" -> unhealthy(opened);
            default -> new Step.Settled(opened.visit(), opened.file(), List.of());
        };
    }
}
