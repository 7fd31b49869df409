package dev.sgate.host;

import dev.sgate.release.HealthCheck;
import dev.sgate.seal.Evidence;
import dev.sgate.station.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/**
 * SGate as an application of itself: an update whose application is {@code sgate} (ADR 0021). Starting another release means that this
 * process ends; systemd starts the launcher again, and that takes what {@code current} points to, unless that ended three times
 * before it was found healthy. The new release judges itself; one that does not get that far is judged by the one that the launcher
 * falls back on. Whatever is cut off goes on at the next start as after a power cut. Other applications are somebody else's.
 */
public final class SelfSupervisor implements Supervisor {
    /** The application's name. */
    static final String APP = "sgate";

    private static final Pattern SCHEMA = Pattern.compile("dev/sgate/store/[0-9]{3}-[a-z-]+\\.sql");
    private static final Duration STAYED_UP = Duration.ofMinutes(1);
    private static final Duration DECISION = Duration.ofSeconds(5);
    private static final Duration END_LIMIT = Duration.ofSeconds(60);

    /**
     * Which release the launcher started.
     *
     * @param meant the folder that {@code current} named; empty for the packaged program
     * @param runs the folder this process runs from; another one where the meant one does not stay up
     * @param outdated the folder that {@code current} names, where the packaged program is the later one and runs in its place
     * @param starts the launcher's count of its starts, which a healthy release removes
     * @param restart ends this process, so that the launcher starts again; returns at once
     * @param schema how many steps the database's schema has here
     */
    public record Launch(
            Optional<String> meant,
            Optional<String> runs,
            Optional<String> outdated,
            Path starts,
            Runnable restart,
            int schema) {
        boolean asMeant() {
            return meant.equals(runs);
        }

        /** What cannot be removed lies in memory: it goes with the boot. */
        void forgetStarts() {
            try {
                Files.deleteIfExists(starts);
            } catch (IOException left) {
                // the launcher counts on, and falls back too early
            }
        }
    }

    private final AppFolders apps;
    private final AppLaunch launch;
    private final Optional<Launch> self;
    private final Supervisor others;
    private final AtomicInteger orders = new AtomicInteger();
    private volatile boolean ending;
    private volatile boolean onProbation;
    private volatile Optional<Evidence> unfit = Optional.empty();

    /** @param self empty where no launcher started this process: then it cannot be updated, and only be looked at */
    public SelfSupervisor(Path state, Optional<Launch> self, Supervisor others) {
        this.apps = new AppFolders(state);
        this.launch = new AppLaunch(apps);
        this.self = self;
        this.others = others;
    }

    /** To be called once at the start of the daemon: whoever looks from outside then sees which release it is. */
    public void begin() throws IOException {
        if (self.isEmpty()) {
            return;
        }
        Path record = apps.running(APP);
        // An outdated release counts as running: it is not to be started again, for the package runs in its place.
        Optional<String> folder = self.get().meant().or(self.get()::outdated);
        if (folder.isEmpty()) {
            Files.deleteIfExists(record);
            return;
        }
        long pid = ProcessHandle.current().pid();
        long ticks = ProcessStat.find(pid).orElseThrow().startTicks();
        Durable.replace(
                record,
                new RunRecord(pid, ticks, RunRecord.currentBootId(), folder.get())
                        .line()
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    /**
     * To be called once the daemon works. A release that has worked for a minute, or that is ended in order, has stayed up; one on
     * probation only once its check has passed.
     */
    public void ready() {
        self.filter(Launch::asMeant).ifPresent(here -> {
            Thread.ofPlatform().daemon().name("stayed-up").start(() -> {
                try {
                    Thread.sleep(STAYED_UP);
                    stayedUp(here);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stayedUp(here), "stayed-up"));
        });
    }

    private void stayedUp(Launch here) {
        if (!onProbation) {
            here.forgetStarts();
        }
    }

    @Override
    public Optional<Running> find(String appName) throws IOException {
        if (!appName.equals(APP)) {
            return others.find(appName);
        }
        Optional<RunRecord> record = RunRecord.read(apps.running(APP));
        return record.isPresent() && record.get().isRunning()
                ? record.map(found -> new Running(APP, found.folder(), found.pid()))
                : Optional.empty();
    }

    @Override
    public Running start(String appName, String folder, List<String> command) throws IOException {
        if (!appName.equals(APP)) {
            return others.start(appName, folder, command);
        }
        Launch here = self.orElseThrow(
                () -> new IOException("SGate was not started by its launcher, and cannot start again"));
        takeBackEnd();
        unfit = schemaOf(folder)
                .filter(schema -> schema != here.schema())
                .map(schema ->
                        Evidence.of("check", "schema").and("seen", schema).and("expected", here.schema()));
        if (unfit.isEmpty()) {
            rememberPrevious(here, folder);
            end(here, Duration.ZERO);
        } else {
            // A check takes this back. On a way back nobody checks: the launcher then decides what runs.
            end(here, DECISION);
        }
        return new Running(APP, folder, ProcessHandle.current().pid());
    }

    /** The launcher falls back on it. */
    private void rememberPrevious(Launch here, String folder) throws IOException {
        Path link = apps.app(APP).resolve("previous");
        Optional<String> runs = here.runs().filter(from -> !from.equals(folder));
        Path fresh = link.resolveSibling("previous.new");
        Files.deleteIfExists(fresh);
        if (runs.isPresent()) {
            Files.createSymbolicLink(fresh, Path.of(AppFolders.RELEASES, runs.get()));
            Files.move(fresh, link, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.deleteIfExists(link);
        }
        Durable.syncFolder(apps.app(APP));
    }

    /**
     * How many steps the schema has in a release. A database that a release had brought further could not be read by the one before,
     * and there would be no way back: so such an update comes as a package, not by stick.
     */
    private Optional<Integer> schemaOf(String folder) {
        Path jar = apps.release(APP, folder).resolve("sgate.jar");
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return Optional.of((int) zip.stream()
                    .filter(entry -> SCHEMA.matcher(entry.getName()).matches())
                    .count());
        } catch (IOException noJar) {
            return Optional.of(0);
        }
    }

    /** Nothing ends before the caller had time to write down what it decided; if it had not, that is done again at the next start. */
    @Override
    public void stop(String appName) throws IOException {
        if (!appName.equals(APP)) {
            others.stop(appName);
        } else if (self.isPresent() && self.get().meant().isPresent()) {
            end(self.get(), DECISION);
        }
    }

    /** An end that was ordered and has not come yet does not come. */
    private void takeBackEnd() {
        orders.incrementAndGet();
        ending = false;
    }

    private void end(Launch here, Duration delay) {
        int order = orders.incrementAndGet();
        ending = true;
        Thread.ofPlatform().daemon().name("restart").start(() -> {
            try {
                Thread.sleep(delay);
                if (orders.get() == order) {
                    here.restart().run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public Evidence ending(Running ended) {
        return ended.appName().equals(APP) ? Evidence.none() : others.ending(ended);
    }

    @Override
    public Health check(Running running, HealthCheck check) throws IOException, InterruptedException {
        if (!running.appName().equals(APP)) {
            return others.check(running, check);
        }
        if (unfit.isPresent()) {
            takeBackEnd();
            return new Health.Unhealthy(unfit.get());
        }
        if (ending) {
            // Interrupted when the daemon stops: no verdict, the next start goes on.
            TimeUnit.NANOSECONDS.sleep(END_LIMIT.toNanos());
            throw new IOException("SGate did not end to start again");
        }
        Launch here = self.orElseThrow(() -> new IOException("SGate was not started by its launcher"));
        if (here.outdated().isPresent()) {
            return new Health.Unhealthy(Evidence.of("check", "package").and("seen", "earlier than the package"));
        }
        if (!here.asMeant()) {
            return new Health.Unhealthy(Evidence.of("check", "start").and("seen", "did not stay up"));
        }
        onProbation = true;
        Health health = new HealthWatch(new ChildRun(() -> true, Optional.empty()))
                .await(check.timeout(), probe(running, check));
        if (health instanceof Health.Healthy) {
            onProbation = false;
            here.forgetStarts();
        }
        return health;
    }

    private HealthProbe probe(Running running, HealthCheck check) {
        return switch (check) {
            case HealthCheck.Alive alive -> HealthProbe.alive(alive.forAtLeast());
            case HealthCheck.Command command -> HealthProbe.command(launch, running, command.command());
            case HealthCheck.Http http -> new HttpProbe(http.url());
            case HealthCheck.UnitActive unit -> HealthProbe.isActive("sgate.service");
        };
    }
}
