package dev.sgate.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A list of 100,000 stays small and quick to look up: told by what is allocated, not by a stopwatch. */
class LongRevocationListTest {
    private static final int ENTRIES = 100_000;
    private static final int ENTRY_BYTES = 16;
    private static final long MIB = 1 << 20;
    private static final Instant ISSUED = Instant.parse("2026-01-01T00:00:00Z");

    private static byte[] packed(int first) {
        ByteBuffer packed = ByteBuffer.allocate(ENTRIES * ENTRY_BYTES);
        for (int i = 0; i < ENTRIES; i++) {
            packed.putLong(2L * i + first).putLong(i);
        }
        return packed.array();
    }

    private static Sha256 hash(long first, long second) {
        return new Sha256(HexFormat.of()
                .formatHex(
                        ByteBuffer.allocate(32).putLong(first).putLong(second).array()));
    }

    private static long allocatedBy(Supplier<?> work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertThat(work.get()).as("the classes are loaded").isNotNull();
        long before = threads.getCurrentThreadAllocatedBytes();
        Object kept = work.get();
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(kept).isNotNull();
        return allocated;
    }

    @Test
    void itIsKeptAsItIsPacked() {
        byte[] packed = packed(0);
        assertThat(allocatedBy(() -> RevocationList.ofPacked(1, ISSUED, packed)))
                .as("one copy of the bytes and next to nothing more; 16 MiB are allowed")
                .isBetween((long) packed.length, 2 * MIB);
    }

    @Test
    void aLookUpLooksAtSeventeenEntriesAndNotAtAll() {
        RevocationList list = RevocationList.ofPacked(1, ISSUED, packed(0));
        for (int i = 0; i < ENTRIES; i += 997) {
            assertThat(list.revokes(hash(2L * i, i))).isTrue();
            assertThat(list.revokes(hash(2L * i + 1, i))).isFalse();
        }
        Sha256 last = hash(2L * (ENTRIES - 1), ENTRIES - 1);
        assertThat(allocatedBy(() -> list.revokes(last)))
                .as("nothing of the size of the list")
                .isLessThan(1024);
    }

    /** Each launch puts the list of the bundle and the newest one together. */
    @Test
    void twoListsOfOneNumberAreUnitedInPlace() {
        RevocationList list = RevocationList.ofPacked(1, ISSUED, packed(0));
        RevocationList same = RevocationList.ofPacked(1, ISSUED, packed(0));
        RevocationList other = RevocationList.ofPacked(1, ISSUED, packed(1));
        assertThat(allocatedBy(() -> list.union(same))).isLessThan(1024);
        assertThat(allocatedBy(() -> list.union(other))).isLessThan(16 * MIB);
        RevocationList union = list.union(other);
        assertThat(union.size()).isEqualTo(2 * ENTRIES);
        assertThat(RevocationList.ofPacked(1, ISSUED, union.packed()).sameEntries(union))
                .as("ascending")
                .isTrue();
        assertThat(union.revokes(hash(2L * 500, 500))).isTrue();
        assertThat(union.revokes(hash(2L * 500 + 1, 500))).isTrue();
        assertThat(union.revokes(hash(2L * 500, 501))).isFalse();
    }
}
