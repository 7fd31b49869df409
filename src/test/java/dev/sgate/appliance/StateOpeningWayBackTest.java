package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.release.SemVer;
import dev.sgate.station.GoingBack;
import dev.sgate.station.HeldTrust;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.LedgerView.Quarantine;
import dev.sgate.station.StateChange;
import dev.sgate.station.WayBack;
import dev.sgate.store.SqliteLedger;
import dev.sgate.vectors.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The previous release stays launchable, whatever became of the database (I2). */
class StateOpeningWayBackTest extends StateOpeningCase {
    private String first = "";

    @BeforeEach
    void theFirstRelease() throws IOException {
        first = releases().current("lamp").orElseThrow();
    }

    /** As by an update: the way back leads to what ran until now. */
    private String next(String version) throws IOException {
        try (SqliteLedger ledger = open()) {
            install(ledger, version, releases().current("lamp"));
        }
        return releases().current("lamp").orElseThrow();
    }

    private void assertRuns(SqliteLedger ledger, String folder, String previous) throws IOException {
        assertThat(ledger.findRunning("lamp").map(HeldRelease::folder)).contains(folder);
        assertThat(ledger.findPrevious("lamp").map(HeldRelease::folder)).contains(previous);
        assertThat(new GoingBack(ledger, new HeldTrust(ledger, TestKeys::keyring), releases(), InstantSource.fixed(NOW))
                        .find("lamp"))
                .isInstanceOfSatisfying(
                        WayBack.Open.class, way -> assertThat(way.to().folder()).isEqualTo(previous));
    }

    @ParameterizedTest
    @EnumSource(
            value = StateDamage.class,
            names = {"GONE", "CUT_IN_HALF", "MIDDLE_BROKEN", "ANOTHER_MACHINES"})
    void aNewDatabaseKnowsIt(StateDamage damage) throws Exception {
        String second = next("2.6.0");
        String third = next("2.7.0");
        inflict(damage);

        try (SqliteLedger ledger = open()) {
            assertRuns(ledger, third, second);
        }
        Files.delete(state.resolve("apps/lamp/releases").resolve(third));
        try (SqliteLedger ledger = open()) {
            assertRuns(ledger, second, first);
        }
        assertThat(releases().current("lamp")).contains(second);
    }

    @Test
    void aNewDatabaseLeadsPastWhatIsInQuarantine() throws Exception {
        next("2.6.0");
        String third = next("2.7.0");
        try (SqliteLedger ledger = open()) {
            quarantine(ledger, new Quarantine(digest("2.6.0"), "lamp", BAD.version(), NOW));
        }
        inflict(StateDamage.GONE);

        try (SqliteLedger ledger = open()) {
            assertRuns(ledger, third, first);
        }
    }

    @Test
    void anOlderCopyLearnsIt() throws Exception {
        Path copy = state.resolve("copy");
        Files.copy(database, copy);
        String second = next("2.6.0");
        Files.copy(copy, database, StandardCopyOption.REPLACE_EXISTING);

        try (SqliteLedger ledger = open()) {
            assertRuns(ledger, second, first);
        }
    }

    /** To a higher version, e.g.: the vendor allowed a downgrade. */
    @Test
    void anOlderCopyWithTheSameReleaseKeepsItsOwn() throws Exception {
        String higher = next("2.6.0");
        String runs = next("2.5.1");
        Path copy = state.resolve("copy");
        Files.copy(database, copy);
        try (SqliteLedger ledger = open()) {
            ledger.commit(List.of(), List.of(event("after the copy")));
        }
        Files.copy(copy, database, StandardCopyOption.REPLACE_EXISTING);

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.fork()).isPresent();
            assertRuns(ledger, runs, higher);
        }
    }

    @Test
    void itIsNoEarlierOne() throws Exception {
        inflict(StateDamage.GONE);
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.findPrevious("lamp")).isEqualTo(Optional.empty());
        }
    }

    private void takeBack(String version, String folder, Optional<String> instead) throws IOException {
        try (SqliteLedger ledger = open()) {
            ledger.commit(
                    List.of(
                            new StateChange.ReleaseTakenBack("lamp", folder, instead, NOW),
                            new StateChange.DigestQuarantined(digest(version), "lamp", new SemVer(version), NOW, NOW)),
                    List.of(event("taken back")));
        }
    }

    /** Nor does it count as a release that was applied: a person may forgive it, and its stick bring it again. */
    @Test
    void whatWasTakenBackDoesNotRunAgainByAnOlderCopy() throws Exception {
        String second = next("2.6.0");
        Path copy = state.resolve("copy");
        Files.copy(database, copy);
        takeBack("2.6.0", second, Optional.of(first));
        Files.copy(copy, database, StandardCopyOption.REPLACE_EXISTING);
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.findRunning("lamp").map(HeldRelease::folder)).contains(first);
            assertThat(ledger.takenBack())
                    .singleElement()
                    .satisfies(back -> assertThat(back.release().folder()).isEqualTo(second));
        }
        assertThat(releases().current("lamp")).contains(first);

        takeBack("2.4.0", first, Optional.empty());
        Files.copy(copy, database, StandardCopyOption.REPLACE_EXISTING);
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.running()).isEmpty();
            assertThat(ledger.findPrevious("lamp")).isEqualTo(Optional.empty());
        }
    }
}
