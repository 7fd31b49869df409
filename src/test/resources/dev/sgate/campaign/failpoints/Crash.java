package dev.sgate.station;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;

/**
 * Stands before the product's class of this name in the campaigns. {@code -Dsgate.crash=POINT:N} ends the process when this point is
 * reached for the Nth time, {@code ANY:N} at the Nth point of all; {@code -Dsgate.crash.seen=FILE} gets one line for each point that is
 * reached.
 */
final class Crash {
    private static final String[] WANTED =
            System.getProperty("sgate.crash", ":0").split(":");
    private static final int NTH = Integer.parseInt(WANTED[1]);
    private static final String SEEN = System.getProperty("sgate.crash.seen", "");
    private static final Map<CrashPoint, Integer> TIMES = new EnumMap<>(CrashPoint.class);
    private static int all;

    private Crash() {}

    static synchronized void at(CrashPoint point) {
        int times = TIMES.merge(point, 1, Integer::sum);
        all++;
        if (!SEEN.isEmpty()) {
            note(point + ":" + times + "\n");
        }
        boolean wanted = WANTED[0].equals("ANY")
                ? all == NTH
                : times == NTH && point.name().equals(WANTED[0]);
        if (wanted) {
            System.err.println("crash at " + point + ":" + times);
            System.err.flush();
            Runtime.getRuntime().halt(137);
        }
    }

    private static void note(String line) {
        try {
            Files.write(
                    Path.of(SEEN),
                    line.getBytes(StandardCharsets.US_ASCII),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
