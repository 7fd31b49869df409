package dev.sgate.appliance;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sgate.appliance.kiosk.Kiosk;
import dev.sgate.appliance.metrics.Metrics;
import dev.sgate.host.DeviceKeyFile;
import dev.sgate.host.DiskLeaseFiles;
import dev.sgate.host.DiskReleases;
import dev.sgate.host.DiskStaging;
import dev.sgate.host.LeaseKeyFiles;
import dev.sgate.host.LinuxMounts;
import dev.sgate.host.LinuxVolumes;
import dev.sgate.host.TimeOrderedIds;
import dev.sgate.journal.EventLine;
import dev.sgate.license.LicenseBundle;
import dev.sgate.license.Policy;
import dev.sgate.license.time.ClockStanding;
import dev.sgate.license.time.RememberedTime;
import dev.sgate.license.time.TimeState;
import dev.sgate.release.Platform;
import dev.sgate.seal.Keyring;
import dev.sgate.station.BundlesInForce;
import dev.sgate.station.ClockComparison;
import dev.sgate.station.HeldTrust;
import dev.sgate.station.InstallPolicy;
import dev.sgate.station.InstallTurn;
import dev.sgate.station.LaunchStates;
import dev.sgate.station.Ledger;
import dev.sgate.station.LedgerView;
import dev.sgate.station.MemoryLedger;
import dev.sgate.station.MountWatch;
import dev.sgate.station.Releases;
import dev.sgate.station.SiteLimits;
import dev.sgate.station.Situation;
import dev.sgate.station.Staging;
import dev.sgate.station.Supervisor;
import dev.sgate.station.TrustSource;
import dev.sgate.station.TrustedTime;
import dev.sgate.station.leasing.LeaseFileKeeping;
import dev.sgate.store.SqliteLedger;
import dev.sgate.vectors.Vector;
import dev.sgate.vectors.Vectors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.commons.io.FileUtils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every vector on a stick of its own, through the real routes, steps, disk and database; only the time stands still and the
 * applications are not really started. One code for one file: the same word in the ledger, the journal, the log and the receipt,
 * and the one that the vector names. It is one thing: one appliance, and one question that each vector is asked.
 */
class VectorsApplianceIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CODE = Pattern.compile("^<4>not accepted.* subject=(\\S+) code=(\\S+)");

    /** What an appliance knows and {@code sgate verify} does not: who it is, what it runs on, what it holds. */
    private static final Set<String> BY_ITS_STATE =
            Set.of("wrong-appliance", "wrong-platform", "wrong-product", "expired", "unsafe-archive", "pool-exhausted");

    @TempDir
    static Path folder;

    private static final Swappable<Ledger> LEDGER = new Swappable<>(Ledger.class);
    private static final Swappable<DataSource> REPORTS = new Swappable<>(DataSource.class);
    private static final Swappable<Staging> STAGING = new Swappable<>(Staging.class);
    private static final Swappable<Releases> RELEASES = new Swappable<>(Releases.class);
    private static final Swappable<Supervisor> SUPERVISOR = new Swappable<>(Supervisor.class);
    private static final Swappable<TrustSource> TRUST = new Swappable<>(TrustSource.class);
    private static final Swappable<TrustedTime> TIME = new Swappable<>(TrustedTime.class);
    private static HeldTrust heldTrust;
    private static final ByteArrayOutputStream LOG = new ByteArrayOutputStream();

    private static DeviceKeyFile device;
    private static Path media;
    private static Appliance appliance;
    private static int sticks;

    private record Frozen(Instant now) implements TrustedTime {
        @Override
        public Instant clock() {
            return now;
        }

        @Override
        public ClockStanding standing(Policy policy) {
            return new ClockStanding(now, now, now, 0, 0, policy.clockToleranceSeconds(), policy.uptimeClock());
        }

        @Override
        public RememberedTime observe() {
            return RememberedTime.NOTHING;
        }

        @Override
        public RememberedTime ifAccepted(LicenseBundle bundle) {
            return RememberedTime.of(
                    bundle.signers(), TimeState.issued(bundle.terms().issuedAt()));
        }

        @Override
        public Instant nowBy(RememberedTime time) {
            return now;
        }

        @Override
        public void keep(RememberedTime time) {}
    }

    @BeforeAll
    static void start() throws Exception {
        media = Files.createDirectory(folder.resolve("media"));
        Path state = Files.createDirectory(folder.resolve("daemon"));
        device = DeviceKeyFile.openOrMake(state, "a machine", state.resolve("sgate.db"));
        Path routes = QuickRoutes.copyTo(folder.resolve("routes"));
        LEDGER.set(new MemoryLedger());
        TRUST.set(() -> Keyring.nothing("no vector yet"));
        heldTrust = new HeldTrust(LEDGER.port(), TRUST.port());
        newState(Vectors.all().get(0));
        ApplianceLog.install(new PrintStream(LOG, true, StandardCharsets.UTF_8), true);
        LinuxMounts mounts = new LinuxMounts(media, true);
        Ports ports = new Ports(
                LEDGER.port(),
                heldTrust,
                TIME.port(),
                new TimeOrderedIds(Clock.systemUTC()),
                device,
                new Situation(Set.of(), new Platform("linux/amd64"), Instant.EPOCH, true, "en", SiteLimits.DEFAULT),
                mounts,
                new LinuxVolumes(mounts),
                STAGING.port(),
                RELEASES.port(),
                SUPERVISOR.port(),
                () -> {},
                new Metrics(),
                new ClockComparison(List.of(), Duration.ZERO, server -> Optional.empty(), TIME.port(), time -> {}),
                new LeaseFileKeeping(
                        new BundlesInForce(LEDGER.port(), TRUST.port()),
                        TRUST.port(),
                        TIME.port(),
                        device,
                        new LeaseKeyFiles(folder.resolve("lease-keys"), () -> false, (event, what, why, next) -> {}),
                        new DiskLeaseFiles(folder.resolve("leases")),
                        new LaunchStates(LEDGER.port(), TRUST.port(), device, TIME.port(), SiteLimits.DEFAULT)::all,
                        new LeaseFileKeeping.Site("site", "a machine"),
                        (event, what, why, next) -> {}),
                new InstallTurn(),
                InstallPolicy.DEFAULT);
        Settings settings =
                Settings.of(Map.of("state", state.toString(), "media", media.toString(), "routes", routes.toString()));
        Pipeline pipeline = Pipeline.prepare(CamelLoading.begin(), routes, StepCatalog.ofProduct());
        MountWatch watch = new MountWatch(ports.mounts());
        Kiosk kiosk = KioskDoor.page(ports, watch);
        appliance = Appliance.start(settings, pipeline, ports, REPORTS.port(), watch, kiosk, "test");
    }

    @AfterAll
    static void stop() throws IOException {
        appliance.close();
        ApplianceLog.install(System.err, false);
    }

    static Stream<Vector> vectors() {
        return Vectors.all().stream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void oneWordEverywhere(Vector vector) throws IOException {
        Path state = newState(vector);
        String name = "stick-" + sticks++;
        Path stick = plugIn(name, vector);
        awaitRelease(name);
        Set<String> settled = settled();

        expected(vector, settled);
        assertThat(journaled()).as("in the journal").isEqualTo(settled);
        assertThat(logged(name)).as("in the log").isEqualTo(settled);
        receipt(stick)
                .ifPresent(receipt -> assertThat(receipt).as("on the receipt").isEqualTo(settled));
        assertThat(new DiskStaging(state).slots()).as("left in staging").isEmpty();
        FileUtils.deleteDirectory(stick.toFile());
    }

    private static void expected(Vector vector, Set<String> settled) {
        if (vector.fileName().endsWith(".sgsync")) {
            assertThat(settled).as("a return journal is passed over").isEmpty();
        } else if (!vector.accepted()) {
            assertThat(settled).singleElement().asString().endsWith(" " + vector.expect());
        } else if (vector.fileName().endsWith(".sgtrust")) {
            assertThat(settled).as("refusals").isEmpty();
        } else {
            vector.update()
                    .filter(word -> !word.equals(Vector.ACCEPTED))
                    .ifPresent(word -> assertThat(settled).contains("release " + word));
            assertThat(settled)
                    .allMatch(entry -> BY_ITS_STATE.contains(entry.substring(entry.indexOf(' ') + 1))
                            || entry.equals("release " + vector.update().orElse("")));
        }
    }

    private static Path newState(Vector vector) throws IOException {
        Path state = Files.createDirectories(folder.resolve("state-" + sticks));
        Path database = state.resolve("sgate.db");
        SqliteLedger ledger = SqliteLedger.open(
                database, device.journalKey(), device.applianceId(), new TimeOrderedIds(Clock.systemUTC()));
        DiskStaging staging = new DiskStaging(state);
        LEDGER.set(ledger);
        REPORTS.set(SqliteLedger.reports(database));
        STAGING.set(staging);
        RELEASES.set(new DiskReleases(state, staging));
        SUPERVISOR.set(new HealthyApplications());
        TRUST.set(vector::keyring);
        heldTrust.readAgain();
        TIME.set(new Frozen(vector.at()));
        return state;
    }

    private static Path plugIn(String name, Vector vector) throws IOException {
        Path made = Files.createDirectory(folder.resolve(name));
        Files.write(made.resolve(vector.fileName()), vector.bytes());
        return Files.move(made, media.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<String> log() {
        return LOG.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static void awaitRelease(String name) {
        Awaitility.await(name)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(60))
                .until(() -> log().stream()
                        .anyMatch(line -> line.contains("safe to unplug") && line.endsWith("volume=" + name)));
    }

    /** Subject and code of what was refused, as the ledger's rows have it. */
    private static Set<String> settled() {
        List<LedgerView.VisitSummary> visits = LEDGER.port().latestVisits(1);
        return visits.stream()
                .flatMap(visit -> visit.files().stream())
                .flatMap(file -> file.code().stream().map(code -> file.subject() + " " + code))
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> journaled() {
        List<EventLine> events = new ArrayList<>();
        LEDGER.port().eventsAfter(0, events::add);
        return events.stream()
                .map(event -> json(event.text()))
                .flatMap(VectorsApplianceIT::refusal)
                .collect(toCollection(TreeSet::new));
    }

    /** No free seat is an event of its own. */
    private static Stream<String> refusal(JsonNode event) {
        return switch (event.get("type").asText()) {
            case "refused" ->
                Stream.of(event.at("/detail/subject").asText() + " "
                        + event.at("/detail/code").asText());
            case "over-activation-attempt" -> Stream.of("seat pool-exhausted");
            default -> Stream.empty();
        };
    }

    private static Set<String> logged(String name) {
        String visit = log().stream()
                .filter(line -> line.contains("stick seen") && line.endsWith("volume=" + name))
                .map(line -> line.replaceAll(".*(visit=\\S+).*", "$1"))
                .findFirst()
                .orElseThrow();
        return log().stream()
                .filter(line -> line.contains(visit))
                .map(CODE::matcher)
                .filter(Matcher::find)
                .map(match -> match.group(1) + " " + match.group(2))
                .collect(toCollection(TreeSet::new));
    }

    private static Optional<Set<String>> receipt(Path stick) throws IOException {
        try (Stream<Path> files = Files.list(stick)) {
            return files.filter(file -> String.valueOf(file.getFileName()).matches("sgate-receipt-.*[.]json"))
                    .findFirst()
                    .map(VectorsApplianceIT::codes);
        }
    }

    private static Set<String> codes(Path receipt) {
        try {
            Set<String> codes = new TreeSet<>();
            for (JsonNode file : JSON.readTree(receipt.toFile()).get("outcomes")) {
                if (file.has("code")) {
                    codes.add(file.get("subject").asText() + " "
                            + file.get("code").asText());
                }
            }
            return codes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
