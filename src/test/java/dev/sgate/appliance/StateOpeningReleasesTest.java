package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.release.SemVer;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Sealer;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.Releases;
import dev.sgate.store.SqliteLedger;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a start makes of the releases on the disk where their folders or the database are gone. */
class StateOpeningReleasesTest extends StateOpeningCase {
    @Test
    void aReleaseWhoseFolderIsGoneGoesBackToThePreviousOneIfThatIsThere() throws Exception {
        String before = releases().current("lamp").orElseThrow();
        try (SqliteLedger ledger = open()) {
            install(ledger, "2.6.0", Optional.of(before));
        }
        Files.delete(state.resolve("apps/lamp/releases")
                .resolve(releases().current("lamp").orElseThrow()));

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.findRunning("lamp").map(HeldRelease::folder)).contains(before);
            assertThat(releases().current("lamp")).contains(before);
            assertThat(ledger.quarantined()).containsExactly(BAD);
            assertThat(texts(ledger).getLast()).contains("\"why\":\"folder-gone\"", "\"kept\":\"2.4.0\"");
        }
        Files.delete(state.resolve("apps/lamp/releases").resolve(before));
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.running()).isEmpty();
            assertThat(releases().current("lamp")).isEmpty();
            assertThat(texts(ledger).getLast()).contains("folder-gone").doesNotContain("kept");
        }
    }

    /** The releases themselves say what was committed, signed by the vendor. */
    @Test
    void withoutAWitnessTheReleasesProveThemselves() throws Exception {
        head();
        Files.delete(database);
        Files.delete(state.resolve("kept/witness"));

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.findFloor("lamp", signers -> true)).contains(FLOOR);
            assertThat(ledger.findRunning("lamp")).isPresent();
        }
    }

    /** One on probation, or one that was taken back: it lies there and proves itself, and was not what ran. */
    @Test
    void ofAReleaseThatDidNotRunNothingIsHeld() throws Exception {
        Map<String, Object> payload = Samples.update();
        Samples.in(payload, "app").put("version", "3.0.0");
        UpdateOffer higher = Samples.offer(update -> Samples.in(update, "app").put("version", "3.0.0"));
        String folder = Releases.folderOf(higher.app());
        Files.createDirectories(state.resolve("apps/lamp/releases").resolve(folder));
        Files.write(
                state.resolve("apps/lamp/origins").resolve(folder + ".sgupd"),
                Sealer.seal(PayloadType.UPDATE, payload, List.of(TestKeys.UPDATE_A)));
        releases().switchTo("lamp", folder);
        inflict(StateDamage.GONE);

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.releases("lamp"))
                    .singleElement()
                    .satisfies(held -> assertThat(held.version()).isEqualTo(new SemVer("2.4.0")));
            assertThat(ledger.findFloor("lamp", signers -> true)).contains(FLOOR);
            assertThat(releases().current("lamp")).contains(Releases.folderOf(offer().app()));
        }
    }
}
