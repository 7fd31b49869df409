package dev.sgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.journal.EventType;
import dev.sgate.journal.JournalBuilder;
import dev.sgate.seal.Sha256;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A desk that exported one license, and the journal of an appliance that took it. */
abstract class ImportSyncCase {
    final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    Path folder;

    Desk desk;
    JsonNode license;
    JournalBuilder journal;

    @BeforeEach
    void aJournalUnderALicenseOfThisDesk() {
        desk = new Desk(folder);
        license = desk.exportedNew();
        journal = journal(new JournalBuilder());
        for (int i = 0; i < 6; i++) {
            journal.event(EventType.STARTUP, now.minusSeconds(600 - i));
        }
    }

    JournalBuilder journal(JournalBuilder empty) {
        return empty.underBundle(UUID.fromString(license.get("bundleId").asText()));
    }

    JsonNode importOf(Path... files) {
        List<Object> words = new ArrayList<>(List.of("import-sync", "--json", "--ledger", desk.ledger()));
        words.addAll(List.of(files));
        return Desk.succeed(words.toArray());
    }

    static void assertCounts(
            JsonNode report, long accepted, long duplicates, long rejected, long created, long updated) {
        assertThat(List.of("accepted", "duplicates", "rejected", "devicesCreated", "devicesUpdated"))
                .extracting(name -> report.get(name).asLong())
                .containsExactly(accepted, duplicates, rejected, created, updated);
    }

    static Sha256 device(int number) {
        byte[] seed = new byte[8];
        new Random(number).nextBytes(seed);
        return Sha256.of(seed);
    }

    /** All that imports wrote, without when and from which file. */
    List<String> ledger() throws SQLException {
        List<String> rows = new ArrayList<>();
        rows.addAll(query(
                "SELECT appliance_id || fingerprint || tip_seq || (enrolled_at IS NULL) FROM appliance ORDER BY 1"));
        rows.addAll(query("SELECT appliance_id || bundle_id FROM appliance_bundle ORDER BY 1"));
        rows.addAll(
                query("SELECT appliance_id || seq || digest || coalesce(rejected, '') || line FROM event ORDER BY 1"));
        rows.addAll(query("SELECT appliance_id || fingerprint || first_seen || last_seen FROM device ORDER BY 1"));
        return rows;
    }

    List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + desk.ledger());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows;
    }
}
