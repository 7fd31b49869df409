package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.journal.JournalBuilder;
import dev.sgate.seal.Payloads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk's ledger is lost, and an older copy is put back (BEHAVIOUR 6). */
class DeskBackupTest {
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    Path folder;

    private Desk desk;
    private String license;
    private JournalBuilder journal;
    private Path backup;

    @BeforeEach
    void aDeskThatWentOnAfterItsBackup() {
        desk = new Desk(folder);
        JsonNode first = desk.exportedNew();
        license = first.get("licenseId").asText();
        journal = new JournalBuilder()
                .underBundle(UUID.fromString(first.get("bundleId").asText()));
        tell(first);
        assertThat(importOf("first.sgsync").status()).isZero();
        backup = folder.resolve("backup.db");
        CommandRun run = sgate("desk", "backup", "--ledger", desk.ledger(), "--out", backup);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("wrote ", "ends at ");
    }

    private CommandRun importOf(String name) {
        return sgate("import-sync", desk.file(name, journal.file()), "--ledger", desk.ledger());
    }

    /** What the appliance writes down when it takes this bundle. */
    private void tell(JsonNode bundle) {
        tell(bundle, license);
    }

    private void tell(JsonNode bundle, String about) {
        journal.event(EventDraft.of(
                        EventType.LICENSE_IMPORTED,
                        now,
                        Payloads.members(
                                "bundleId",
                                bundle.get("bundleId").asText(),
                                "serial",
                                bundle.get("serial").asLong(),
                                "site",
                                "",
                                "poolSize",
                                5,
                                "epoch",
                                0,
                                "crlNumber",
                                bundle.get("crlNumber").asLong()))
                .aboutLicense(UUID.fromString(about)));
    }

    private JsonNode mintAndTell(int times) {
        JsonNode last = desk.exported("--license", license);
        tell(last);
        for (int i = 1; i < times; i++) {
            last = desk.exported("--license", license);
            tell(last);
        }
        return last;
    }

    private void lose() throws Exception {
        for (String ending : new String[] {"", "-wal", "-shm"}) {
            Files.deleteIfExists(folder.resolve("desk.db" + ending));
        }
        CommandRun run = sgate("desk", "restore", "--from", backup, "--ledger", desk.ledger());
        assertThat(run.status()).isZero();
        assertThat(run.err()).contains("import the newest journal of every site before you mint");
    }

    @Test
    void theNextNumbersLieAboveAllThatASiteHasSeen() throws Exception {
        JsonNode seen = mintAndTell(3);
        lose();
        assertThat(importOf("after.sgsync").status()).isZero();

        JsonNode next = desk.exported("--license", license);
        assertThat(next.get("serial").asLong()).isGreaterThan(seen.get("serial").asLong());
        assertThat(next.get("crlNumber").asLong())
                .isGreaterThan(seen.get("crlNumber").asLong());
        assertThat(sgate("audit", "--ledger", desk.ledger(), "--verify").status())
                .isZero();
        assertThat(sgate("audit", "--ledger", desk.ledger()).out())
                .contains("LedgerBackedUp", "LedgerRestored", "NumbersRaised");
    }

    @Test
    void whoMintsBeforeImportingIsWarned() throws Exception {
        lose();
        CommandRun blind = desk.exportLicense(folder, "--license", license, "--pool", 5);
        assertThat(blind.status()).isZero();
        assertThat(blind.err()).contains("restored from a backup", "import journals first");

        assertThat(importOf("after.sgsync").status()).isZero();
        assertThat(desk.exported("--license", license).get("serial").asLong()).isPositive();
    }

    @Test
    void aDeskThatWasNeverRestoredBelievesItsOwnNumbers() {
        tell(Desk.json("{\"bundleId\":\"" + UUID.randomUUID() + "\",\"serial\":500,\"crlNumber\":500}"));
        assertThat(importOf("boast.sgsync").status()).isZero();
        assertThat(desk.exported("--license", license).get("serial").asLong()).isLessThan(10);
    }

    @Test
    void aSiteThatLiesCannotUseUpTheNumbers() throws Exception {
        lose();
        tell(Desk.json("{\"bundleId\":\"" + UUID.randomUUID()
                + "\",\"serial\":9007199254740991,\"crlNumber\":9007199254740991}"));
        assertThat(importOf("lie.sgsync").status()).isZero();
        JsonNode next = desk.exported("--license", license);
        assertThat(next.get("serial").asLong()).isLessThan(10);
        assertThat(next.get("crlNumber").asLong()).isLessThan(10);
    }

    @Test
    void oneImportRaisesANumberByOneStepHoweverManyLinesItHas() throws Exception {
        lose();
        for (int million = 1; million <= 5; million++) {
            tell(Desk.json("{\"bundleId\":\"" + UUID.randomUUID() + "\",\"serial\":" + million + "000000,\"crlNumber\":"
                    + million + "000000}"));
        }
        assertThat(importOf("steps.sgsync").status()).isZero();
        JsonNode next = desk.exported("--license", license);
        assertThat(next.get("serial").asLong()).isEqualTo(1_000_001);
        assertThat(next.get("crlNumber").asLong()).isEqualTo(1_000_001);
    }

    @Test
    void aSiteRaisesNoNumberOfAnotherCustomer() throws Exception {
        JsonNode other = Desk.answer(desk.exportLicense(
                folder, "--customer", "Other Ltd", "--new-customer", "--product", "press", "--pool", 5, "--json"));
        String theirs = other.get("licenseId").asText();
        Files.delete(backup);
        Desk.succeed("desk", "backup", "--ledger", desk.ledger(), "--out", backup);
        lose();
        tell(Desk.json("{\"bundleId\":\"" + UUID.randomUUID() + "\",\"serial\":700,\"crlNumber\":7}"), theirs);
        tell(Desk.json("{\"bundleId\":\"" + UUID.randomUUID() + "\",\"serial\":700,\"crlNumber\":7}"), license);
        assertThat(importOf("greedy.sgsync").status()).isZero();

        assertThat(desk.exported("--license", theirs).get("serial").asLong()).isEqualTo(2);
        assertThat(desk.exported("--license", license).get("serial").asLong()).isEqualTo(701);
    }

    @Test
    void aCopyIsItsOwnersAloneAndReplacesNothing() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .isEqualTo("rw-------");
        byte[] before = Files.readAllBytes(backup);
        assertThat(sgate("desk", "backup", "--ledger", desk.ledger(), "--out", backup)
                        .status())
                .isEqualTo(2);
        assertThat(sgate("desk", "restore", "--from", backup, "--ledger", desk.ledger())
                        .status())
                .isEqualTo(2);
        assertThat(backup).hasBinaryContent(before);
        assertThat(sgate("audit", "--ledger", desk.ledger()).out()).doesNotContain("LedgerRestored");
    }

    @Test
    void whatIsNoLedgerIsNotPutInPlace() throws Exception {
        Path target = folder.resolve("other.db");
        Path junk = desk.file(
                "junk.db",
                "not a ledger, but long enough to look at"
                        .repeat(99)
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(sgate("desk", "restore", "--from", junk, "--ledger", target).status())
                .isNotZero();
        assertThat(target).doesNotExist();
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".part"));
        }
    }
}
