package dev.sgate.bench;

import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Sha256;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;

/** What a revocation list of 100,000 costs at a launch. */
final class RevocationFigures {
    private static final int ENTRIES = 100_000;
    private static final int ENTRY_BYTES = 16;
    private static final int LOOK_UPS = 20_000;
    private static final long MIB = 1 << 20;

    void print(Table table) throws Exception {
        long before = heap();
        RevocationList list = list();
        long added = heap() - before;
        double[] took = new double[LOOK_UPS];
        int found = 0;
        for (int i = -LOOK_UPS; i < LOOK_UPS; i++) {
            Sha256 hash = hash(2L * Math.floorMod(31L * i, ENTRIES) + (i & 1));
            boolean[] revoked = new boolean[1];
            double nanos = Work.wall(() -> revoked[0] = list.revokes(hash));
            found += revoked[0] ? 1 : 0;
            if (i >= 0) {
                took[i] = nanos;
            }
        }
        if (found == 0 || found == 2 * LOOK_UPS) {
            throw new IllegalStateException("not every second look-up finds something: " + found);
        }
        Measured measured = new Measured(took);
        table.absolute(
                "look-up in a revocation list of 100,000, median",
                String.format("%.2f us", measured.median() / 1e3),
                "50 us",
                measured.median() <= 50e3);
        table.absolute(
                "heap that the list adds",
                String.format("%.1f MiB", added / (double) MIB),
                "16 MiB",
                added <= 16 * MIB);
    }

    private static RevocationList list() {
        ByteBuffer packed = ByteBuffer.allocate(ENTRIES * ENTRY_BYTES);
        for (int i = 0; i < ENTRIES; i++) {
            packed.putLong(2L * i).putLong(0);
        }
        return RevocationList.ofPacked(1, Instant.EPOCH, packed.array());
    }

    private static Sha256 hash(long first) {
        return new Sha256(
                HexFormat.of().formatHex(ByteBuffer.allocate(32).putLong(first).array()));
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
