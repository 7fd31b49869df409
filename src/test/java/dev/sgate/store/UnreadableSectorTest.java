package dev.sgate.store;

import static dev.sgate.station.LedgerUnderTest.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.journal.EventType;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerUnderTest;
import dev.sgate.station.StateChange;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken out of a database when the disk under it gives an error for one of its sectors. */
class UnreadableSectorTest {
    /** SQLITE_IOERR_READ. */
    private static final int IO_ERROR = 10 | 1 << 8;

    @TempDir
    Path folder;

    private Path old = Path.of("");
    private Path anew = Path.of("");

    @BeforeEach
    void threeDigestsInQuarantineAndThreeEvents() throws Exception {
        old = Files.createDirectory(folder.resolve("old"));
        anew = Files.createDirectory(folder.resolve("new"));
        try (SqliteLedger ledger = TestLedgers.open(old)) {
            for (String version : List.of("1.0.0", "2.0.0", "3.0.0")) {
                ledger.commit(List.of(bad(version)), List.of(event(EventType.WARNING, version)));
            }
        }
        TestLedgers.open(anew).close();
    }

    private static StateChange bad(String version) {
        return new StateChange.DigestQuarantined(
                Sha256.of(version.getBytes(StandardCharsets.UTF_8)),
                "lamp",
                new SemVer(version),
                LedgerUnderTest.NOON,
                LedgerUnderTest.NOON);
    }

    private static Connection reader(Path state) throws SQLException {
        return new SqliteFile(TestLedgers.database(state)).openReader();
    }

    private static Connection writer(Path state) throws SQLException {
        return new SqliteFile(TestLedgers.database(state)).openWriter();
    }

    private static EventCipher.Opener opener() {
        return new EventCipher(TestLedgers.key(7), TestLedgers.APPLIANCE).opener();
    }

    /** As this one, but where the SQL has these words the disk fails behind the first row. */
    private static Connection failing(Connection real, String words) {
        return around(Connection.class, real, (method, arguments, answer) -> {
            boolean meant = method.getName().equals("prepareStatement")
                    && arguments[0].toString().contains(words);
            return meant ? failing((PreparedStatement) answer) : answer;
        });
    }

    private static PreparedStatement failing(PreparedStatement real) {
        return around(
                PreparedStatement.class,
                real,
                (method, arguments, answer) ->
                        method.getName().equals("executeQuery") ? failing((ResultSet) answer) : answer);
    }

    private static ResultSet failing(ResultSet real) {
        int[] rows = new int[1];
        return around(ResultSet.class, real, (method, arguments, answer) -> {
            if (method.getName().equals("next") && ++rows[0] > 1) {
                throw new SQLException("[SQLITE_IOERR_READ] disk I/O error", null, IO_ERROR);
            }
            return answer;
        });
    }

    private interface Change {
        Object change(Method method, Object[] arguments, Object answer) throws SQLException;
    }

    private static <T> T around(Class<T> type, T real, Change change) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return change.change(method, arguments, method.invoke(real, arguments));
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }));
    }

    /** What the new ledger holds when rows, then the journal, were taken out of the old one. */
    private void salvage(UnaryOperator<Connection> damage) throws SQLException {
        try (Connection damaged = reader(old);
                Connection fresh = writer(anew)) {
            new RowSalvage(damage.apply(damaged), fresh).copy();
            new JournalSalvage(damage.apply(damaged), fresh).copy(opener(), Optional.empty());
        }
    }

    @Test
    void aTableIsReadUpToItFromBothEnds() throws Exception {
        salvage(real -> failing(real, "quarantine"));

        try (SqliteView ledger = TestLedgers.openReadOnly(anew)) {
            assertThat(ledger.quarantined()).hasSize(2);
            assertThat(ledger.head().seq()).isEqualTo(3);
        }
    }

    @Test
    void theJournalIsReadBackToIt() throws Exception {
        salvage(real -> failing(real, "FROM event ORDER BY seq DESC"));

        try (SqliteView ledger = TestLedgers.openReadOnly(anew)) {
            assertThat(ledger.quarantined()).hasSize(3);
            assertThat(ledger.head().seq()).isEqualTo(3);
            assertThat(ledger.unreadable().seq()).isEqualTo(2);
        }
    }

    @Test
    void eventsThatCannotBeReadASecondTimeAreNotHalfThere() throws Exception {
        salvage(real -> failing(real, "FROM event WHERE seq >"));

        try (SqliteLedger ledger = TestLedgers.open(anew)) {
            assertThat(ledger.head().seq()).isEqualTo(3);
            assertThat(ledger.unreadable()).isEqualTo(ledger.head());
            assertThat(ledger.commit(List.of(), List.of(event(EventType.WARNING, "goes on"))))
                    .singleElement()
                    .satisfies(line -> assertThat(line.seq()).isEqualTo(4));
        }
    }

    /** Nothing is passed over there: a new ledger that lacks what was read would be taken for whole. */
    @Test
    void anErrorOfTheDiskThatTakesItUpIsAFailure() throws Exception {
        Connection closed = writer(anew);
        closed.close();
        try (Connection damaged = reader(old)) {
            assertThatThrownBy(() -> new RowSalvage(damaged, closed).copy()).isInstanceOf(LedgerFailure.class);
            assertThatThrownBy(() -> new JournalSalvage(damaged, closed).copy(opener(), Optional.empty()))
                    .isInstanceOf(LedgerFailure.class);
        }
    }
}
