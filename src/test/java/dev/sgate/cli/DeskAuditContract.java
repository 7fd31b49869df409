package dev.sgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.AuditFault;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.LedgerPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * S85: each verb of the desk that changes something leaves exactly the rows of its line here; one that leaves none has changed nothing.
 * A verb without a line fails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DeskAuditContract {
    /** What is typed, one line after the other, the exit status, and the rows. {@code --ledger} is added wherever the verb knows it. */
    private static final String LINES = """
            keygen --role root --id another --out {desk}                                           => 0 KeyMade
            key list {desk}/license.pem                                                            => 0
            key show {desk}/license.pub                                                            => 0
            trust init --root {desk}/root.pub --license {desk}/license.pub --update {desk}/update.pub \
                --sign {desk}/root.pem --out {desk}/other.sgtrust                                  => 0 TrustDocumentMade
            trust next {desk}/vendor.sgtrust --sign {desk}/root.pem --out {desk}/2.sgtrust         => 0 TrustDocumentMade
            trust show {desk}/vendor.sgtrust                                                       => 0
            tenant create New                                                                      => 0 TenantCreated
            tenant create Example                                                                  => 2
            tenant set Example --plan enterprise                                                   => 0 TenantChanged
            tenant suspend Example                                                                 => 0 TenantChanged
            export license --license {license} --pool 1 --key {desk}/license.pem --out {desk}/out  => 4 ExportDeclined
            tenant resume Example                                                                  => 0 TenantChanged
            tenant list                                                                            => 0
            tenant create Gone                                                                     => 0 TenantCreated
            tenant erase Gone --yes                                                                => 0 PersonalDataErased
            tenant erase --inactive --yes                                                          => 0
            app add other                                                                          => 0 AppAdded
            app add press --update {desk}/{update} --trust {desk}/vendor.sgtrust                   => 0 AppAdded
            app list                                                                               => 0
            license create --customer Example --product press                                      => 0 LicenseCreated
            license create --customer Nobody --product press                                       => 2
            license list                                                                           => 0
            license show {license}                                                                 => 0
            license set {license} --devices 30                                                     => 0 LicenseChanged
            license set-online-count {license} 3                                                   => 0 OnlineCountSet
            license reset-counter {license}                                                        => 0 DeviceCounterReset
            export license --license {license} --pool 99 --key {desk}/license.pem --out {desk}/out => 4 ExportDeclined
            export license --license {license} --site north --pool 1 --key {desk}/license.pem --out {desk}/out => 0 OfflineBundleExported
            export license --customer New --product new --pool 1 --key {desk}/license.pem --out {desk}/out \
                => 0 AppAdded LicenseCreated OfflineBundleExported
            export update --app {desk}/press --product press --app-version 2.0.0 --key {desk}/update.pem --out {desk}/out \
                => 0 AppAdded OfflineBundleExported
            export license-cache --key {desk}/{cacheKey} --license-key AAAAA-BBBBB-CCCCC-DDDDD-EEEEE \
                --hardware-id {hardware} --out {desk}/out/cache                                    => 0 LicenseCacheSigned
            export again {bundle} --out {desk}/out                                                 => 0 OfflineBundleExported
            wizard --license {license} --site north --answers {desk}/answers --key {desk}/license.pem --out {desk}/out \
                => 0 OfflineBundleExported
            import-sync {desk}/newer.sgsync                                                        => 0 OfflineSyncImported
            import-sync {desk}/broken.sgsync                                                       => 4 SyncRefused
            appliance list                                                                         => 0
            appliance accept {stranger}                                                            => 0 ApplianceAccepted
            appliance accept-gap {appliance}                                                       => 0 GapAccepted
            revoke {second}                                                                        => 0 LicenseRevoked
            license revoke {third}                                                                 => 0 LicenseRevoked
            revoke {third}                                                                         => 0
            license rekey {license} --key {desk}/license.pem --out {desk}/out \
                => 0 LicenseRevoked LicenseRekeyed OfflineBundleExported
            audit --verify                                                                         => 0
            audit --pack {desk}/pack --key {desk}/license.pem                                      => 0 AuditPackMade
            desk restore                                                                           => 0 LedgerRestored
            """;

    @TempDir
    static Path shared;

    private DeskInUse desk;

    /** As the last line left it. */
    private Content before;

    /** A new ledger, as {@code --ledger} names it, for a desk in this folder. */
    abstract String newLedger(Path folder);

    /** Lines that are not the same for every kind of ledger. */
    abstract String more();

    @BeforeAll
    void makeTheDesk() throws IOException {
        Path folder = Files.createTempDirectory(shared, "desk");
        desk = new DeskInUse(folder, newLedger(folder));
        before = content();
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

    /** The lines that are run. */
    Stream<Case> cases() {
        return lines();
    }

    private Stream<Case> lines() {
        return (LINES + more()).lines().map(Case::of);
    }

    /** Whether its verb has anything to do with a ledger. */
    static boolean knowsTheLedger(Case line) {
        Map<String, CommandLine> verbs = verbs();
        CommandLine verb = Objects.requireNonNull(verbs.get(line.verb(verbs.keySet())));
        return verb.getCommandSpec().findOption("--ledger") != null;
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
        lines().forEach(line -> named.add(line.verb(verbs)));
        assertThat(named).as("add a line to the table above").isEqualTo(verbs);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theVerbLeavesItsRowsAndNoOther(Case line) {
        CommandRun run = run(line);

        assertThat(run.status()).as(run.out() + run.err()).isEqualTo(line.status());
        Content after = content();
        int known = before.audit().size();
        assertThat(after.audit().subList(0, known)).isEqualTo(before.audit());
        assertThat(after.audit().subList(known, after.audit().size())).containsExactlyInAnyOrderElementsOf(line.rows());
        assertThat(after.faults()).isEmpty();
        if (line.rows().isEmpty()) {
            assertThat(after.all()).as("nothing without a row").isEqualTo(before.all());
        }
        before = after;
    }

    private CommandRun run(Case line) {
        List<Object> words = new ArrayList<>(List.of(desk.filled(line.words()).split(" ", -1)));
        if (knowsTheLedger(line)) {
            words.addAll(List.of("--ledger", desk.ledger()));
        }
        return CommandRun.sgate(words.toArray());
    }

    /** What a ledger holds: the words of the audit log, what is wrong with it, and every row of every table. */
    private record Content(List<String> audit, List<AuditFault> faults, List<String> all) {}

    private Content content() {
        try (DeskLedger ledger = DeskLedger.open(LedgerPlace.parse(desk.ledger()))) {
            return ledger.read(connection -> {
                List<String> actions = new ArrayList<>();
                Audit.each(connection, row -> actions.add(row.action()));
                List<String> all = new ArrayList<>();
                for (String table : tables(connection)) {
                    all.add(table);
                    all.addAll(rows(connection, table));
                }
                return new Content(actions, Audit.verify(connection), all);
            });
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet found = connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE"})) {
            while (found.next()) {
                tables.add(found.getString("TABLE_NAME"));
            }
        }
        assertThat(tables).contains("license", "bundle", "audit");
        return tables;
    }

    private static List<String> rows(Connection connection, String table) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
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
