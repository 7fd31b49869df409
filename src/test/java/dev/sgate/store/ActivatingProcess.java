package dev.sgate.store;

import dev.sgate.station.leasing.LeaseAnswer;
import dev.sgate.station.leasing.LeasingBench;
import java.nio.file.Path;

/**
 * A process of its own that gives seats, machine after machine, until it is killed. It says {@code ask N} before it asks for machine N
 * and {@code N INSTANCE} once the answer is there.
 */
final class ActivatingProcess {
    static final int SEATS = 1000;

    private ActivatingProcess() {}

    static Process start(Path state) throws java.io.IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ActivatingProcess.class.getName(),
                        state.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] arguments) {
        LeasingBench bench = new LeasingBench(TestLedgers.open(Path.of(arguments[0])), SEATS);
        for (int machine = 0; ; machine++) {
            System.out.println("ask " + machine);
            System.out.flush();
            if (bench.activate(machine) instanceof LeaseAnswer.Granted granted) {
                System.out.println(machine + " " + granted.instanceId());
                System.out.flush();
            }
        }
    }
}
