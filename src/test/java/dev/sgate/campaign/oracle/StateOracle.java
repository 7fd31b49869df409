package dev.sgate.campaign.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Judges a state folder at rest: mounted again after a cut, before the daemon is started. What it finds durable once, it expects to
 * find at every later look. One for each appliance; not for several threads.
 */
public final class StateOracle {
    /** What was durable at the last look. */
    private record Known(int floor, Instant mark, long head, String headId, int running) {
        static final Known NOTHING = new Known(0, Instant.EPOCH, 0, "", 0);
    }

    private final Path state;
    private final String app;
    private final Path scratch;
    private Truth truth;
    private Known known = Known.NOTHING;
    private final Map<Long, String> exported = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();

    /**
     * @param state the appliance's state folder
     * @param app the application's name
     * @param scratch a folder of our own, for the copy of the database
     */
    public StateOracle(Path state, String app, Path scratch, Truth truth) {
        this.state = state;
        this.app = app;
        this.scratch = scratch;
        this.truth = truth;
    }

    /** A whole journal on a stick holds this event: whatever happens, the appliance has it too, and no other in its place. */
    public void exported(long seq, String id) {
        if (seq > 0) {
            exported.put(seq, id);
        }
    }

    /** Looks at everything, and judges it by what was known at that moment. */
    public Look look(Truth then) throws IOException {
        Truth now = truth;
        truth = then;
        try {
            return look();
        } finally {
            truth = now;
        }
    }

    /** Looks at everything. */
    public Look look() throws IOException {
        violations.clear();
        String phase;
        try (OpenedOrNot ledger = new OpenedOrNot(LedgerCopy.open(state, scratch))) {
            phase = ledger.copy().isPresent() ? judge(ledger.copy().get()) : judgeWithoutLedger();
        } catch (SQLException damaged) {
            violations.add("database: cannot be read: " + damaged.getMessage());
            phase = "database damaged";
        }
        return new Look(violations, phase);
    }

    private record OpenedOrNot(Optional<LedgerCopy> copy) implements AutoCloseable {
        @Override
        public void close() throws SQLException {
            if (copy.isPresent()) {
                copy.get().close();
            }
        }
    }

    private String judgeWithoutLedger() {
        expect(truth.license() == 0, "acknowledged: a license was in force, and there is no database");
        expect(truth.installed() == 0, "acknowledged: a release was installed, and there is no database");
        expect(known.head() == 0, "journal: it had " + known.head() + " events, and there is no database");
        if (Files.exists(state.resolve("sgate.db"))) {
            return "first start: tables being made";
        }
        return Files.exists(state.resolve("keys/device.key")) ? "first start: keys made" : "first start: nothing yet";
    }

    private String judge(LedgerCopy ledger) throws SQLException, IOException {
        String check = ledger.one("PRAGMA integrity_check").text(0);
        expect(check.equals("ok"), "database: integrity_check says " + check);
        Installs installs = Installs.read(ledger);
        judgeReleases(installs);
        judgeAcknowledged(ledger, installs);
        Known now = new Known(
                floor(ledger),
                mark(ledger),
                head(ledger),
                headId(ledger),
                installs.running().orElse(0));
        judgeMemory(ledger, now);
        judgeExported(ledger);
        violations.addAll(new EventChain(state, ledger).faults());
        known = now;
        return Phase.of(ledger, installs, state, app);
    }

    private void judgeReleases(Installs installs) throws IOException {
        Path releases = state.resolve("apps").resolve(app).resolve("releases");
        for (Path folder : list(releases)) {
            judgeFolder(folder);
        }
        Optional<String> current = current();
        List<String> allowed = installs.allowedCurrents();
        expect(
                current.map(allowed::contains).orElse(allowed.isEmpty() || allowed.contains("")),
                "current: leads to " + current + ", the ledger allows " + allowed);
        current.ifPresent(
                folder -> expect(Files.isDirectory(releases.resolve(folder)), "current: " + folder + " is not there"));
        installs.previous()
                .ifPresent(folder ->
                        expect(Files.isDirectory(releases.resolve(folder)), "previous: " + folder + " is not there"));
        installs.runningFolder()
                .ifPresent(folder ->
                        expect(Files.isDirectory(releases.resolve(folder)), "running: " + folder + " is not there"));
    }

    /** A folder bears its own name only while it is whole. */
    private void judgeFolder(Path folder) throws IOException {
        String name = folder.getFileName().toString();
        if (name.endsWith(".partial")) {
            return;
        }
        int version = Truth.number(name);
        boolean whole = Digests.tree(folder).equals(truth.tree(version));
        expect(whole, "mixture: " + name + " is not what was signed");
    }

    private Optional<String> current() throws IOException {
        Path link = state.resolve("apps").resolve(app).resolve("current");
        if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        return Optional.of(Files.readSymbolicLink(link).getFileName().toString());
    }

    private void judgeAcknowledged(LedgerCopy ledger, Installs installs) throws SQLException {
        int running = installs.running().orElse(0);
        expect(
                running >= truth.installed(),
                "acknowledged: 1." + truth.installed() + ".0 was installed, the ledger runs 1." + running + ".0");
        expect(running >= known.running(), "running: fell from 1." + known.running() + ".0 to 1." + running + ".0");
        expect(running == 0 || truth.isGood(running), "running: 1." + running + ".0 does not pass its check");
        long license =
                ledger.first("SELECT max(serial) FROM license").orElseThrow().number(0);
        expect(
                license >= truth.license(),
                "acknowledged: license " + truth.license() + " was in force, the ledger has " + license);
        for (int version : installs.committedOrRunning()) {
            expect(
                    !truth.wasRolledBack(version),
                    "acknowledged: 1." + version + ".0 was rolled back, and it is committed");
        }
        long safe = ledger.one("SELECT count(*) FROM visit WHERE result = 'safe-to-unplug'")
                .number(0);
        expect(
                safe >= truth.safeVisits(),
                "acknowledged: " + truth.safeVisits() + " visits ended safely, the ledger has " + safe);
    }

    private static int floor(LedgerCopy ledger) throws SQLException {
        return ledger.rows("SELECT version FROM version_floor WHERE kind = 'highest-committed'").stream()
                .mapToInt(row -> Truth.number(row.text(0)))
                .max()
                .orElse(0);
    }

    /** The later of what the database and the file beside it hold. */
    private Instant mark(LedgerCopy ledger) throws SQLException, IOException {
        Instant latest = Instant.EPOCH;
        for (LedgerCopy.Row row : ledger.rows(marks(ledger))) {
            latest = later(latest, row.text(0));
        }
        Path file = state.resolve("mark");
        return Files.exists(file) ? later(latest, Files.readString(file)) : latest;
    }

    /** Where the mark stands, in this version of the schema and in earlier ones. */
    private static String marks(LedgerCopy ledger) throws SQLException {
        if (ledger.hasTable("mark")) {
            return "SELECT 'mark ' || mark FROM mark";
        }
        return "SELECT state FROM " + (ledger.hasTable("trusted_time") ? "trusted_time" : "remembered_time");
    }

    private static Instant later(Instant known, String text) {
        return text.lines()
                .filter(line -> line.startsWith("mark "))
                .map(line -> Instant.parse(line.substring(5).strip()))
                .reduce(known, (one, other) -> one.isAfter(other) ? one : other);
    }

    private static long head(LedgerCopy ledger) throws SQLException {
        return ledger.one("SELECT head_seq FROM journal").number(0);
    }

    private static String headId(LedgerCopy ledger) throws SQLException {
        return ledger.first("SELECT id FROM event ORDER BY seq DESC LIMIT 1")
                .map(row -> row.text(0))
                .orElse("");
    }

    private void judgeMemory(LedgerCopy ledger, Known now) throws SQLException {
        expect(now.floor() >= known.floor(), "floor: fell from 1." + known.floor() + ".0 to 1." + now.floor() + ".0");
        expect(now.floor() >= truth.installed(), "floor: 1." + now.floor() + ".0 is below what was installed");
        expect(now.floor() >= now.running(), "floor: 1." + now.floor() + ".0 is below what runs");
        expect(!now.mark().isBefore(known.mark()), "mark: fell from " + known.mark() + " to " + now.mark());
        expect(now.head() >= known.head(), "journal: its end fell from " + known.head() + " to " + now.head());
        Optional<LedgerCopy.Row> then = ledger.first("SELECT id FROM event WHERE seq = " + known.head());
        then.ifPresent(row -> expect(
                row.text(0).equals(known.headId()), "journal: event " + known.head() + " is another one than it was"));
    }

    private void judgeExported(LedgerCopy ledger) throws SQLException {
        for (Map.Entry<Long, String> event : exported.entrySet()) {
            String held = ledger.first("SELECT id FROM event WHERE seq = " + event.getKey())
                    .map(row -> row.text(0))
                    .orElse("none");
            expect(
                    held.equals(event.getValue()),
                    "exported: event " + event.getKey() + " is " + event.getValue() + " on a stick, here " + held);
        }
        exported.keySet().removeIf(seq -> seq < known.head());
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            violations.add(otherwise);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
