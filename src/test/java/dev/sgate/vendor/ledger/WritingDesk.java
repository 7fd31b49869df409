package dev.sgate.vendor.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

/** A desk in a process of its own, which mints bundle after bundle for the ledger's one license, each with its audit row. */
final class WritingDesk {
    private WritingDesk() {}

    static Process start(String ledger, String name, int bundles) throws IOException {
        return command(ledger, name, bundles).start();
    }

    static ProcessBuilder command(String ledger, String name, int bundles) {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WritingDesk.class.getName(),
                        ledger,
                        name,
                        String.valueOf(bundles))
                .inheritIO();
    }

    public static void main(String[] arguments) {
        try (DeskLedger ledger = DeskLedger.open(LedgerPlace.parse(arguments[0]))) {
            write(ledger, arguments[1], Integer.parseInt(arguments[2]));
        }
    }

    static void write(DeskLedger ledger, String name, int bundles) {
        for (int i = 0; i < bundles; i++) {
            ledger.change(connection -> {
                License license = LicenseTable.list(connection).getFirst();
                UUID bundle = Fixtures.bundle(connection, license, "", 1);
                return Audit.append(connection, Fixtures.entry(name + " " + bundle));
            });
        }
    }
}
