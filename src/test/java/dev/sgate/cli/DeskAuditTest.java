package dev.sgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.DeskLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * S85: each verb of the desk that changes something leaves exactly the rows of its line here; one that leaves none has changed nothing.
 * A verb without a line fails.
 */
class DeskAuditTest {
    /** What is typed, the exit status, and the rows. {@code --ledger} is added wherever the verb knows it. */
    private static final String LINES = """
            keygen --role root --id another --out {desk}                                           => 0
            key list {desk}/license.pem                                                            => 0
            key show {desk}/license.pub                                                            => 0
            trust init --root {desk}/root.pub --license {desk}/license.pub --update {desk}/update.pub \
                --sign {desk}/root.pem --out {desk}/other.sgtrust                                  => 0
            trust next {desk}/vendor.sgtrust --sign {desk}/root.pem --out {desk}/2.sgtrust         => 0
            trust show {desk}/vendor.sgtrust                                                       => 0
            tenant create New                                                                      => 0 TenantCreated
            tenant create Example                                                                  => 2
            tenant set Example --plan enterprise                                                   => 0 TenantChanged
            tenant suspend Example                                                                 => 0 TenantChanged
            tenant resume Asleep                                                                   => 0 TenantChanged
            tenant list                                                                            => 0
            app add other                                                                          => 0 AppAdded
            app add press --update {desk}/{update} --trust {desk}/vendor.sgtrust                   => 0 AppAdded
            app list                                                                               => 0
            license create --customer Example --product press                                      => 0 LicenseCreated
            license create --customer Nobody --product press                                       => 2
            license list                                                                           => 0
            license show {license}                                                                 => 0
            license set {license} --devices 30                                                     => 0 LicenseChanged
            license rekey {license} --key {desk}/license.pem --out {desk}/out \
                => 0 LicenseRevoked LicenseRekeyed OfflineBundleExported
            license revoke {license}                                                               => 0 LicenseRevoked
            license set-online-count {license} 3                                                   => 0 OnlineCountSet
            license reset-counter {license}                                                        => 0 DeviceCounterReset
            export license --license {license} --pool 1 --key {desk}/license.pem --out {desk}/out  => 0 OfflineBundleExported
            export license --license {license} --pool 99 --key {desk}/license.pem --out {desk}/out => 4 ExportDeclined
            export license --customer New --product new --pool 1 --key {desk}/license.pem --out {desk}/out \
                => 0 TenantCreated AppAdded LicenseCreated OfflineBundleExported
            export update --app {desk}/press --product press --app-version 2.0.0 --key {desk}/update.pem --out {desk}/out \
                => 0 AppAdded OfflineBundleExported
            export license-cache --key {desk}/{cacheKey} --license-key AAAAA-BBBBB-CCCCC-DDDDD-EEEEE \
                --hardware-id {hardware} --out {desk}/out/cache                                    => 0
            export again {bundle} --out {desk}/out                                                 => 0 OfflineBundleExported
            wizard --license {license} --answers {desk}/answers --key {desk}/license.pem --out {desk}/out \
                => 0 OfflineBundleExported
            revoke {license}                                                                       => 0 LicenseRevoked
            import-sync {desk}/newer.sgsync                                                        => 0 OfflineSyncImported
            import-sync {desk}/broken.sgsync                                                       => 4 SyncRefused
            audit --verify                                                                         => 0
            audit --pack {desk}/pack --key {desk}/license.pem                                      => 0 AuditPackMade
            desk backup --out {desk}/backup.db                                                     => 0 LedgerBackedUp
            desk restore                                                                           => 0 LedgerRestored
            appliance list                                                                         => 0
            appliance accept {stranger}                                                            => 0 ApplianceAccepted
            appliance accept-gap {appliance}                                                       => 0 GapAccepted
            """;

    @TempDir
    static Path shared;

    private static DeskInUse desk;

    @BeforeAll
    static void makeTheDesk() throws IOException {
        desk = new DeskInUse(Files.createDirectory(shared.resolve("desk")));
    }

    /** A line of the table in its three columns. */
    record Case(String words, int status, List<String> rows) {
        static Case of(String line) {
            String[] sides = line.split("=>", -1);
            List<String> right = List.of(sides[1].strip().split(" +", -1));
            return new Case(
                    sides[0].strip().replaceAll(" +", " "),
                    Integer.parseInt(right.getFirst()),
                    right.subList(1, right.size()));
        }

        /** The verb among these that the words begin with. */
        String verb(Set<String> verbs) {
            return verbs.stream()
                    .filter(verb -> (words + " ").startsWith(verb + " "))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no verb of the desk for: " + words));
        }

        @Override
        public String toString() {
            return words;
        }
    }

    static Stream<Case> cases() {
        return LINES.lines().map(Case::of);
    }

    /** The verbs of the desk with their subverbs, each by its words. */
    private static Map<String, CommandLine> verbs() {
        Map<String, CommandLine> verbs = new TreeMap<>();
        Arrays.stream(Verb.values())
                .filter(verb -> verb.group() == Verb.Group.DESK)
                .forEach(verb -> collect(verb.word(), new CommandLine(verb.create()), verbs));
        return verbs;
    }

    private static void collect(String words, CommandLine command, Map<String, CommandLine> into) {
        if (command.getSubcommands().isEmpty()) {
            into.put(words, command);
        }
        command.getSubcommands().forEach((word, below) -> collect(words + " " + word, below, into));
    }

    @Test
    void everyVerbOfTheDeskHasALine() {
        Set<String> verbs = verbs().keySet();
        Set<String> named = new TreeSet<>();
        cases().forEach(line -> named.add(line.verb(verbs)));
        assertThat(named).as("add a line to the table above").isEqualTo(verbs);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theVerbLeavesItsRowsAndNoOther(Case line, @TempDir Path folder) throws Exception {
        desk.copyTo(folder);
        Path ledger = folder.resolve("desk.db");
        List<String> rows = actions(ledger);
        List<String> before = content(ledger);

        CommandRun run = run(line, folder);

        assertThat(run.status()).as(run.out() + run.err()).isEqualTo(line.status());
        List<String> after = actions(ledger);
        assertThat(after.subList(0, rows.size())).isEqualTo(rows);
        assertThat(after.subList(rows.size(), after.size())).containsExactlyInAnyOrderElementsOf(line.rows());
        if (line.rows().isEmpty()) {
            assertThat(content(ledger)).as("nothing without a row").isEqualTo(before);
        } else {
            assertThat(CommandRun.sgate("audit", "--verify", "--ledger", ledger).status())
                    .isZero();
        }
    }

    private static CommandRun run(Case line, Path folder) {
        Map<String, CommandLine> verbs = verbs();
        List<Object> words =
                new ArrayList<>(List.of(desk.filled(line.words(), folder).split(" ", -1)));
        CommandLine verb = verbs.get(line.verb(verbs.keySet()));
        if (verb.getCommandSpec().findOption("--ledger") != null) {
            words.addAll(List.of("--ledger", folder.resolve("desk.db")));
        }
        return CommandRun.sgate(words.toArray());
    }

    private static List<String> actions(Path file) {
        try (DeskLedger ledger = DeskLedger.open(file)) {
            return ledger.read(connection -> {
                List<String> actions = new ArrayList<>();
                Audit.each(connection, row -> actions.add(row.action()));
                return actions;
            });
        }
    }

    /** Every row of every table. */
    private static List<String> content(Path file) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            List<String> content = new ArrayList<>();
            for (String table : column(statement, "SELECT name FROM sqlite_master WHERE type = 'table'")) {
                content.add(table);
                content.addAll(rows(statement, table));
            }
            return content;
        }
    }

    private static List<String> column(Statement statement, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (ResultSet found = statement.executeQuery(query)) {
            while (found.next()) {
                values.add(found.getString(1));
            }
        }
        return values;
    }

    private static List<String> rows(Statement statement, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (ResultSet found = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
            while (found.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.append(found.getString(i)).append('|');
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }
}
