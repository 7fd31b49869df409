package dev.sgate.vendor.reconcile;

import dev.sgate.journal.JournalOpener;
import dev.sgate.journal.Segment;
import dev.sgate.seal.Verdict;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.LedgerPlace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A process of its own that imports one file, and is gone right before its n-th statement. */
final class ImportingProcess {
    private ImportingProcess() {}

    /** Runs one; how it ended: 0, or {@link CountedStatements#HALTED}. */
    static int run(String ledger, Path file, Instant now, long haltAt) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ImportingProcess.class.getName(),
                        ledger,
                        file.toString(),
                        now.toString(),
                        String.valueOf(haltAt))
                .inheritIO()
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the importing process does not end");
        }
        return process.exitValue();
    }

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[1]);
        CountedStatements counted = new CountedStatements(Long.parseLong(arguments[3]));
        try (DeskLedger ledger = DeskLedger.open(LedgerPlace.parse(arguments[0]))) {
            SyncImport sync = new SyncImport(ledger, Instant.parse(arguments[2]));
            if (SyncFile.check(file, JournalOpener.none()) instanceof Verdict.Accepted<Segment>(Segment segment)) {
                ledger.change(connection -> sync.take(counted.over(connection), file, segment));
            }
        }
    }
}
