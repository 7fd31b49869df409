package dev.sgate.vendor.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Desks that write at once lose nothing, count nothing twice, and give no number to two. */
abstract class ManyDesksContract {
    private static final int PROCESSES = 3;
    private static final int THREADS = 3;
    private static final int BUNDLES = 40;
    private static final long TOTAL = (long) (PROCESSES + THREADS) * BUNDLES;

    /** What {@code --ledger} says of a place where there is nothing yet. */
    abstract String newLedger();

    @Test
    void processesAndThreadsThatWriteAtOnce() throws Exception {
        String word = newLedger();
        License license;
        try (DeskLedger ledger = DeskLedger.open(LedgerPlace.parse(word))) {
            license = ledger.change(connection -> Fixtures.license(connection, "Acme", "tool"));
        }
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(WritingDesk.start(word, "process " + i, BUNDLES));
        }
        writeFromThreads(word);
        for (Process process : processes) {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
        check(word, license);
    }

    private static void writeFromThreads(String word) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> writing = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                String name = "thread " + i;
                writing.add(threads.submit(() -> {
                    try (DeskLedger ledger = DeskLedger.open(LedgerPlace.parse(word))) {
                        WritingDesk.write(ledger, name, BUNDLES);
                    }
                }));
            }
            for (Future<?> one : writing) {
                one.get();
            }
        }
    }

    private static void check(String word, License license) {
        try (DeskLedger ledger = DeskLedger.open(LedgerPlace.parse(word))) {
            List<BundleTable.Bundle> bundles = ledger.read(connection -> BundleTable.of(connection, license.id()));
            assertThat(bundles)
                    .extracting(BundleTable.Bundle::serial)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, TOTAL).boxed().toList());
            assertThat(bundles)
                    .extracting(bundle -> bundle.crlNumber().orElseThrow())
                    .doesNotHaveDuplicates();
            List<AuditRow> rows = new ArrayList<>();
            ledger.read(connection -> {
                Audit.each(connection, rows::add);
                return 0;
            });
            assertThat(rows)
                    .extracting(AuditRow::subject)
                    .doesNotHaveDuplicates()
                    .hasSize((int) TOTAL);
            assertThat(ledger.read(Audit::verify)).isEmpty();
        }
    }
}
