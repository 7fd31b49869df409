package dev.sgate.campaign.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.station.TwinSite;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.mint.MintedLicense;
import dev.sgate.vendor.reconcile.ImportedFile;
import dev.sgate.vendor.reconcile.SyncImport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A year of a desk and one appliance: each month a stick goes there with a bundle, and many are lost on the way back. That delays what
 * the vendor knows, and loses nothing.
 */
class LostSticksTest {
    private static final int VISITS = 12;
    private static final Duration MONTH = Duration.ofDays(30);
    private static final Instant START = Instant.parse("2026-02-01T12:00:00Z");

    @TempDir
    Path folder;

    private final Box box = new Box(new TwinSite("site", "site"));

    /** Each line of the appliance's journal by its number, as it stood there before it was forgotten. */
    private final SortedMap<Long, String> journaled = new TreeMap<>();

    private Optional<MintedLicense> license = Optional.empty();
    private String licenseKey = "";
    private int lost;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theDeskHoldsWhatTheApplianceJournaledUpToItsLastExport(long seed) throws Exception {
        Random random = new Random(seed);
        try (DeskLedger ledger = DeskLedger.open(folder.resolve("desk.db"))) {
            Optional<ImportedFile> last = Optional.empty();
            for (int visit = 1; visit <= VISITS; visit++) {
                Instant now = START.plus(MONTH.multipliedBy(visit));
                box.ask(now.minus(MONTH.dividedBy(2)), licenseKey, Set.of("a".repeat(64), "b".repeat(64)));
                Path journal = visit(ledger, now);
                if (visit < VISITS && random.nextInt(5) < 2) {
                    lost++;
                } else {
                    last = Optional.of(new SyncImport(ledger, now).importFile(journal));
                }
            }
            assertThat(lost).isBetween(1, VISITS - 2);
            assertThat(held(ledger)).isEqualTo(exported());
            assertThat(exported()).hasSizeGreaterThan(3 * VISITS).anyMatch(line -> line.contains("activation"));
            assertThat(last.orElseThrow()).isInstanceOfSatisfying(ImportedFile.Imported.class, file -> {
                assertThat(file.counts().rejected()).isZero();
                assertThat(file.terms().firstSeq())
                        .as("what was acknowledged went before")
                        .isGreaterThan(1);
            });
        }
    }

    /** A stick with the next bundle, and what comes back on it. */
    private Path visit(DeskLedger ledger, Instant now) throws IOException, InterruptedException {
        MintedLicense made =
                new TwinDesk(ledger).mint("site", license, List.of(), START.plus(MONTH.multipliedBy(14)), now);
        license = Optional.of(made);
        made.newKey().ifPresent(key -> licenseKey = key.written());
        box.site.clock(now);
        remember();
        Map<String, byte[]> stick = box.site.plugIn(Map.of("license.sglic", made.line()));
        remember();
        byte[] journal = stick.entrySet().stream()
                .filter(file -> file.getKey().endsWith(".sgsync"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
        return Files.write(folder.resolve("visit-" + made.terms().serial() + ".sgsync"), journal);
    }

    private void remember() {
        box.site.events(event -> journaled.put(event.seq(), event.text()));
    }

    /** All that came before the word that tells of the last export, which stands outside it. */
    private List<String> exported() {
        long told = journaled.entrySet().stream()
                .filter(event -> event.getValue().contains("\"type\":\"journal-exported\""))
                .mapToLong(Map.Entry::getKey)
                .max()
                .orElseThrow();
        assertThat(journaled.keySet())
                .as("none was missed here")
                .contains(1L, told)
                .hasSize(journaled.lastKey().intValue());
        return List.copyOf(journaled.headMap(told).values());
    }

    private static List<String> held(DeskLedger ledger) {
        return ledger.read(connection -> {
            List<String> lines = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT line FROM event ORDER BY seq, digest")) {
                while (rows.next()) {
                    lines.add(new String(rows.getBytes(1), StandardCharsets.UTF_8));
                }
            }
            return lines;
        });
    }
}
