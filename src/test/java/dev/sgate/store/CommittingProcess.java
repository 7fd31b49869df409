package dev.sgate.store;

import static dev.sgate.station.LedgerUnderTest.event;

import dev.sgate.journal.EventType;
import dev.sgate.station.StateChange;
import dev.sgate.station.VisitId;
import dev.sgate.vectors.Samples;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A process of its own that commits and says so, on and on, until it is killed. Commit n begins visit n, moves the mark to n seconds,
 * and writes events 2n-1 and 2n; only when it has returned, {@code n} is printed.
 */
final class CommittingProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader acknowledged;

    private CommittingProcess(Process process) {
        this.process = process;
        this.acknowledged = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static CommittingProcess start(Path state) throws IOException {
        return new CommittingProcess(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CommittingProcess.class.getName(),
                        state.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Waits for the next acknowledged commit. */
    long awaitCommit() throws IOException {
        String line = acknowledged.readLine();
        if (line == null) {
            throw new IllegalStateException("the process ended by itself");
        }
        return Long.parseLong(line);
    }

    /** Kills it without a chance to clean up, and says which commit it acknowledged last. */
    long kill(long acknowledgedBefore) throws IOException, InterruptedException {
        // through the handle, because destroying the process would throw away what it has printed
        process.toHandle().destroyForcibly();
        process.waitFor();
        long last = acknowledgedBefore;
        for (String line = acknowledged.readLine(); line != null; line = acknowledged.readLine()) {
            last = Long.parseLong(line);
        }
        return last;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] arguments) {
        SqliteLedger ledger = TestLedgers.open(Path.of(arguments[0]));
        for (long n = ledger.head().seq() / 2 + 1; ; n++) {
            ledger.commit(
                    List.of(
                            new StateChange.VisitBegun(
                                    new VisitId(new UUID(0x7000, n)), "volume " + n, Instant.ofEpochSecond(n)),
                            new StateChange.TimeKept(Samples.time(Instant.ofEpochSecond(n)))),
                    List.of(event(EventType.STARTUP, "first of " + n), event(EventType.WARNING, "second of " + n)));
            System.out.println(n);
            System.out.flush();
        }
    }
}
