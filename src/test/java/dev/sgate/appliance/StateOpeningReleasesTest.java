package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.host.DeviceKeyFile;
import dev.sgate.host.KeptFiles;
import dev.sgate.release.SemVer;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Sealer;
import dev.sgate.station.BesideLedger;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.Releases;
import dev.sgate.store.SqliteLedger;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** A sector that cannot be read is no restore on a new disk: what is committed stays so, and the vendor's line too. */
    @Test
    void aFolderThatCannotBeLookedAtIsNotGone() throws Exception {
        String current = releases().current("lamp").orElseThrow();
        Path folders = state.resolve("apps/lamp/releases");
        Files.move(folders, state.resolve("aside"));
        Files.createSymbolicLink(folders, Path.of("releases"));

        try (SqliteLedger ledger = open()) {
            assertThat(ledger.findRunning("lamp").map(HeldRelease::folder)).contains(current);
            assertThat(releases().current("lamp")).contains(current);
            assertThat(texts(ledger)).noneMatch(text -> text.contains("folder-gone"));
        }
        Files.delete(folders);
        Files.move(state.resolve("aside"), folders);
        try (SqliteLedger ledger = open()) {
            assertThat(ledger.findRunning("lamp").map(HeldRelease::folder)).contains(current);
        }
    }

    /** Another release is committed meanwhile. */
    @Test
    void theLineOfAReleaseThatCannotBeLookedAtIsKept() throws Exception {
        KeptFiles kept = new KeptFiles(state, DeviceKeyFile.open(state, "another machine"));
        Files.createSymbolicLink(state.resolve("apps/lamp/releases/9.9.9-x"), Path.of("9.9.9-x"));
        Path line = Files.writeString(state.resolve("apps/lamp/origins/9.9.9-x.sgupd"), "a line");

        Path gone = Files.writeString(state.resolve("apps/lamp/origins/9.9.8-x.sgupd"), "a line");
        kept.keepOrigin(new BesideLedger.Origin("lamp", "3.0.0-y", new byte[1]));
        assertThat(line).exists();
        assertThat(gone).doesNotExist();
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
