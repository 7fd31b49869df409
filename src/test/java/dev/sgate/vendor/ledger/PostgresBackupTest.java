package dev.sgate.vendor.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.vendor.BadInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger on PostgreSQL is copied and put back with PostgreSQL's own tools, as docs/audit.md says. */
class PostgresBackupTest {
    @TempDir
    Path folder;

    @Test
    void aDumpThatIsPutBackIsTheSameLedgerAndKnowsThatItIsOld() throws Exception {
        PostgresServer server = PostgresServer.shared();
        Path dump = folder.resolve("desk.dump");
        String oldOne;
        try (DeskLedger ledger = DeskLedger.open(server.newDatabase())) {
            oldOne = database(ledger.place());
            ledger.change(connection -> Fixtures.license(connection, "Acme", "tool"));
            ledger.change(connection -> Audit.append(connection, Fixtures.entry("one")));
            run("pg_dump", "--format=custom", "--file=" + dump, "--dbname=" + server.url(oldOne));
            ledger.change(connection -> Audit.append(connection, Fixtures.entry("lost")));
        }
        LedgerPlace emptied = server.newDatabase();
        run("pg_restore", "--no-owner", "--dbname=" + server.url(database(emptied)), dump.toString());

        try (DeskLedger restored = DeskLedger.open(emptied)) {
            LedgerBackup.noteRestored(restored, "desk.dump", Fixtures.NOW);
            List<AuditRow> rows = restored.read(connection -> Audit.newest(connection, 9));
            assertThat(rows).extracting(AuditRow::action).containsExactly("LedgerRestored", "TenantCreated");
            List<AuditFault> faults = restored.read(Audit::verify);
            assertThat(faults).isEmpty();
            List<License> licenses = restored.read(LicenseTable::list);
            assertThat(licenses).hasSize(1);
            assertThat(restored.read(LedgerBackup::restoredAndBlind).orElseThrow())
                    .isEqualTo(Fixtures.NOW);
        }
    }

    @Test
    void ourOwnCopyIsForFilesAlone() {
        try (DeskLedger ledger = DeskLedger.open(PostgresServer.shared().newDatabase())) {
            assertThatThrownBy(() -> LedgerBackup.write(ledger, folder.resolve("copy.db"), Fixtures.NOW))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("pg_dump");
            List<AuditRow> rows = ledger.read(connection -> Audit.newest(connection, 9));
            assertThat(rows).isEmpty();
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static String database(LedgerPlace place) {
        String url = place.toString();
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private static void run(String program, String... words) throws IOException, InterruptedException {
        Stream<String> command = Stream.concat(Stream.of(find(program).toString()), Stream.of(words));
        Process process =
                new ProcessBuilder(command.toList()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static Path find(String program) throws IOException {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin").resolve(program))
                    .filter(Files::isExecutable)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }
}
