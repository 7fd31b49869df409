package dev.sgate.store;

import dev.sgate.station.Ids;
import dev.sgate.station.LedgerView;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Ledgers with a test key. */
public final class TestLedgers {
    public static final UUID APPLIANCE = UUID.fromString("0b54c9d0-4a5e-4c8c-9a52-0d4c5a2f1e01");

    private static final AtomicLong LAST_ID = new AtomicLong(System.nanoTime());

    private TestLedgers() {}

    /** TEST KEY: 32 bytes of one value. */
    public static byte[] key(int value) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) value);
        return key;
    }

    /** Ids of the form of UUIDv7, never the same twice. */
    public static Ids ids() {
        return () -> new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | LAST_ID.incrementAndGet());
    }

    public static Path database(Path state) {
        return state.resolve("sgate.db");
    }

    public static SqliteLedger open(Path state) {
        return SqliteLedger.open(database(state), key(7), APPLIANCE, ids(), () -> Optional.of(key(5)));
    }

    public static SqliteView openReadOnly(Path state) {
        return SqliteLedger.openReadOnly(database(state), key(7), APPLIANCE);
    }

    /** The events that a ledger holds, in their order. */
    public static List<String> texts(LedgerView ledger) {
        List<String> texts = new ArrayList<>();
        ledger.eventsAfter(0, event -> texts.add(event.text()));
        return texts;
    }

    /** Changes the database behind the ledger's back. */
    static void tamper(Path state, String... statements) throws SQLException {
        try (Connection writer = new SqliteFile(database(state)).openWriter()) {
            for (String statement : statements) {
                Sql.script(writer, statement);
            }
        }
    }
}
