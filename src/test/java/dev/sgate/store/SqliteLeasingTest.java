package dev.sgate.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.station.leasing.LeaseAnswer;
import dev.sgate.station.leasing.LeasingBench;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many at once, on the real ledger. */
class SqliteLeasingTest {
    private static final int SEATS = 500;

    @TempDir
    Path state;

    @Test
    void ofEightThatAskForTheLastSeatOneGetsIt() throws Exception {
        try (SqliteLedger ledger = TestLedgers.open(state)) {
            LeasingBench bench = new LeasingBench(ledger, 1);
            List<LeaseAnswer> answers = bench.activateAtOnce(8);

            assertThat(answers)
                    .filteredOn(LeaseAnswer.Granted.class::isInstance)
                    .hasSize(1);
            assertThat(answers)
                    .filteredOn(LeaseAnswer.LimitReached.class::isInstance)
                    .hasSize(7);
            assertThat(bench.seats()).isEqualTo(1);
        }
    }

    /** The limit is one second; twenty here, for a machine that does other things. The figure is printed. */
    @Test
    void fiveHundredSeatsValidateInOneBurst() throws Exception {
        try (SqliteLedger ledger = TestLedgers.open(state)) {
            LeasingBench bench = new LeasingBench(ledger, SEATS);
            long begun = System.nanoTime();
            List<LeaseAnswer> seated = bench.activateAtOnce(SEATS);
            System.out.println(SEATS + " activates at once: " + since(begun).toMillis() + " ms");
            List<UUID> instances = seated.stream()
                    .map(answer -> ((LeaseAnswer.Granted) answer).instanceId())
                    .toList();
            assertThat(instances).doesNotHaveDuplicates();

            begun = System.nanoTime();
            List<LeaseAnswer> answers = bench.validateAtOnce(instances);
            Duration took = since(begun);

            System.out.println(SEATS + " validates at once: " + took.toMillis() + " ms");
            assertThat(answers).allMatch(LeaseAnswer.Granted.class::isInstance);
            assertThat(took).isLessThan(Duration.ofSeconds(20));
        }
    }

    /** Rows that nobody can read stand for what a validate must not read: all other seats of the pool. */
    @Test
    void aValidateReadsNobodyElsesSeat() throws Exception {
        try (SqliteLedger ledger = TestLedgers.open(state)) {
            LeasingBench bench = new LeasingBench(ledger, 3);
            LeaseAnswer.Granted first = (LeaseAnswer.Granted) bench.activate(0);
            bench.activate(1);
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + TestLedgers.database(state));
                    Statement spoil = other.createStatement()) {
                spoil.execute("UPDATE seat SET since = 'spoilt' WHERE seat_no > 1");
            }

            assertThat(bench.validateAtOnce(List.of(first.instanceId())))
                    .singleElement()
                    .isInstanceOf(LeaseAnswer.Granted.class);
            assertThat(bench.activate(2)).as("neither does a new seat").isInstanceOf(LeaseAnswer.Granted.class);
        }
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
