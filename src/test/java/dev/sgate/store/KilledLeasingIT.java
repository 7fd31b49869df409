package dev.sgate.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.station.leasing.LeaseAnswer;
import dev.sgate.station.leasing.LeasingBench;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Killed between taking a seat and answering: no seat is lost and none is taken twice (LEASE-PROTOCOL 9.20 and 9.22). */
class KilledLeasingIT {
    @TempDir
    Path state;

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 20})
    void everyMachineFindsItsOwnSeatAgain(int answersBefore) throws Exception {
        Map<Integer, UUID> answered = new HashMap<>();
        int asked = killAfter(answersBefore, answered);

        try (SqliteLedger ledger = TestLedgers.open(state)) {
            LeasingBench bench = new LeasingBench(ledger, ActivatingProcess.SEATS);
            // the last one may have got its seat and not its answer
            assertThat(bench.seats()).isBetween(answered.size(), asked);
            answered.forEach((machine, instance) ->
                    assertThat(instanceOf(bench, machine)).isEqualTo(instance));
            instanceOf(bench, asked - 1);
            assertThat(bench.seats()).isEqualTo(asked);
        }
    }

    private static UUID instanceOf(LeasingBench bench, int machine) {
        assertThat(bench.activate(machine)).isInstanceOf(LeaseAnswer.Granted.class);
        return ((LeaseAnswer.Granted) bench.activate(machine)).instanceId();
    }

    /** How many machines asked; fills in those that were answered. */
    private int killAfter(int answers, Map<Integer, UUID> answered) throws Exception {
        Process process = ActivatingProcess.start(state);
        int asked = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            boolean killed = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                if (words[0].equals("ask")) {
                    asked++;
                } else {
                    answered.put(Integer.valueOf(words[0]), UUID.fromString(words[1]));
                }
                if (!killed && answered.size() >= answers) {
                    // through the handle, because destroying the process would throw away what it has printed
                    killed = process.toHandle().destroyForcibly();
                }
            }
        }
        process.waitFor();
        return asked;
    }
}
