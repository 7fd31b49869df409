package dev.sgate.appliance;

import dev.sgate.host.DiskReleases;
import dev.sgate.host.DiskStaging;
import dev.sgate.host.TimeOrderedIds;
import dev.sgate.journal.ChainHead;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseBundle;
import dev.sgate.release.InstallPhase;
import dev.sgate.release.SemVer;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sha256;
import dev.sgate.station.InstallId;
import dev.sgate.station.LedgerView.Floor;
import dev.sgate.station.LedgerView.Quarantine;
import dev.sgate.station.Releases;
import dev.sgate.station.StateChange;
import dev.sgate.store.SqliteLedger;
import dev.sgate.store.SqliteView;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The state folder of an appliance that holds a license, a release and a quarantine, to be damaged and opened again. */
abstract class StateOpeningCase {
    static final Instant NOW = Instant.parse(Samples.NOW);
    private static final Fingerprint DEVICE = Fingerprint.ofMachineId("another device");
    static final Floor FLOOR = new Floor(new SemVer("2.4.0"), Optional.of(new SemVer("2.0.0")));
    static final Quarantine BAD = bad("2.5.0");

    @TempDir
    Path state;

    Path database;

    @BeforeEach
    void anApplianceWithALicenseAndARelease() throws IOException {
        database = state.resolve("sgate.db");
        try (SqliteLedger ledger = open()) {
            install(ledger);
            hold(ledger);
            quarantine(ledger, BAD);
            for (int i = 0; i < 20; i++) {
                ledger.commit(List.of(), List.of(event("before " + i)));
            }
            ledger.reserveExportSerial(NOW);
        }
    }

    static EventDraft event(String word) {
        return EventDraft.of(EventType.WARNING, NOW, Map.of("word", word));
    }

    SqliteLedger open() throws IOException {
        return open(NOW);
    }

    SqliteLedger open(Instant now) throws IOException {
        return StateAction.open(state, now);
    }

    Releases releases() throws IOException {
        return new DiskReleases(state, new DiskStaging(state));
    }

    static UpdateOffer offer() {
        return Samples.offer(StateOpeningCase::withAFloor);
    }

    private static void withAFloor(Map<String, Object> update) {
        Samples.in(update, "app").put("minimumVersion", "2.0.0");
    }

    void install(SqliteLedger ledger) throws IOException {
        install(ledger, "2.4.0", Optional.empty());
    }

    void install(SqliteLedger ledger, String version, Optional<String> previous) throws IOException {
        Consumer<Map<String, Object>> edit = update -> {
            withAFloor(update);
            Samples.in(update, "app").put("version", version);
            previous.ifPresent(other ->
                    Samples.in(update, "app").put("sha256", digest(version).hex()));
        };
        Map<String, Object> payload = Samples.update();
        edit.accept(payload);
        UpdateOffer offer = Samples.offer(edit);
        byte[] line = Sealer.seal(PayloadType.UPDATE, payload, List.of(TestKeys.UPDATE_A));
        String folder = Releases.folderOf(offer.app());
        Files.createDirectories(state.resolve("apps/lamp/releases").resolve(folder));
        releases().switchTo("lamp", folder);
        InstallId install = new InstallId(new TimeOrderedIds(Clock.systemUTC()).next());
        ledger.commit(List.of(new StateChange.InstallBegun(install, offer, line, folder, previous, NOW)), List.of());
        ledger.commit(
                List.of(
                        new StateChange.InstallMoved(install, InstallPhase.PROBATION, NOW),
                        new StateChange.InstallMoved(install, InstallPhase.COMMITTED, NOW),
                        new StateChange.FloorRaised(
                                "lamp", offer.app().version(), offer.app().minimumVersion(), offer.signers())),
                List.of(event("installed")));
    }

    private static void hold(SqliteLedger ledger) {
        byte[] line = Sealer.seal(PayloadType.LICENSE, Samples.license(), List.of(TestKeys.LICENSE_A));
        LicenseBundle bundle = Samples.bundle(Samples.AS_IT_IS);
        ledger.commit(
                List.of(
                        new StateChange.LicenseHeld(bundle, line, NOW),
                        new StateChange.SeatTaken(
                                bundle.terms().licenseId(),
                                bundle.terms().pool().epoch(),
                                DEVICE,
                                NOW)),
                List.of(event("license")));
    }

    static Quarantine bad(String version) {
        return new Quarantine(digest(version), "lamp", new SemVer(version), NOW);
    }

    /** Of a release that is not the one of {@link #offer}. */
    static Sha256 digest(String version) {
        return Sha256.of(version.getBytes(StandardCharsets.UTF_8));
    }

    static void quarantine(SqliteLedger ledger, Quarantine bad) {
        ledger.commit(
                List.of(new StateChange.DigestQuarantined(
                        bad.digest(), bad.appName(), bad.version(), bad.fileIssuedAt(), NOW)),
                List.of(event("failed")));
    }

    void inflict(StateDamage damage) throws Exception {
        damage.inflict(state);
    }

    void sql(String... statements) throws Exception {
        StateDamage.sql(database, statements);
    }

    ChainHead head() throws IOException {
        try (SqliteLedger ledger = open()) {
            return ledger.head();
        }
    }

    static List<String> texts(SqliteView ledger) {
        List<String> texts = new ArrayList<>();
        ledger.eventsAfter(0, event -> texts.add(event.text()));
        return texts;
    }

    /** The next start finds nothing wrong. */
    long told(ChainHead before) throws IOException {
        try (SqliteLedger ledger = open()) {
            return ledger.head().seq() - before.seq();
        }
    }

    List<String> list() throws IOException {
        try (Stream<Path> files = Files.list(state)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }
}
