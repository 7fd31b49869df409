package dev.sgate.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.station.Staging;
import dev.sgate.station.Staging.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskStagingTest {
    @TempDir
    Path state;

    private static void put(Staging staging, String slot, Part part, byte[] bytes) throws IOException {
        try (Staging.Writing out = staging.write(slot, part)) {
            out.write(bytes);
            out.sync();
        }
    }

    private static byte[] get(Staging staging, String slot, Part part) throws IOException {
        try (InputStream in = staging.read(slot, part)) {
            return in.readAllBytes();
        }
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve(path)));
    }

    @Test
    void keepsPartsOfSlotsForNobodyElse() throws IOException {
        Staging staging = new DiskStaging(state);
        byte[] large = new byte[700_001];
        new Random(7).nextBytes(large);
        put(staging, "slot-1", Part.ATTACHMENT, large);
        put(staging, "slot-1", Part.ENVELOPE, "line".getBytes(UTF_8));
        put(staging, "slot-2", Part.ENVELOPE, new byte[0]);

        assertThat(get(staging, "slot-1", Part.ATTACHMENT)).isEqualTo(large);
        assertThat(get(staging, "slot-1", Part.ENVELOPE)).asString(UTF_8).isEqualTo("line");
        assertThat(new DiskStaging(state).slots()).containsExactly("slot-1", "slot-2");
        assertThat(mode("staging")).isEqualTo("rwx------");
        assertThat(mode("staging/slot-1")).isEqualTo("rwx------");
        assertThat(mode("staging/slot-1/attachment")).isEqualTo("rw-------");
    }

    @Test
    void singleBytesAndBlocksComeOutInOrder() throws IOException {
        Staging staging = new DiskStaging(state);
        try (Staging.Writing out = staging.write("s", Part.ATTACHMENT)) {
            out.write('a');
            out.write(new byte[300_000]);
            out.write('z');
        }

        byte[] read = get(staging, "s", Part.ATTACHMENT);
        assertThat(read).hasSize(300_002).startsWith('a', 0).endsWith(0, 'z');
    }

    @Test
    void aPartIsReplacedAndNotWrittenOver() throws IOException {
        Staging staging = new DiskStaging(state);
        put(staging, "s", Part.ATTACHMENT, "first and long".getBytes(UTF_8));
        Path taken = Files.createLink(state.resolve("taken"), state.resolve("staging/s/attachment"));
        put(staging, "s", Part.ATTACHMENT, "second".getBytes(UTF_8));

        assertThat(get(staging, "s", Part.ATTACHMENT)).asString(UTF_8).isEqualTo("second");
        assertThat(taken).hasContent("first and long");
    }

    @Test
    void aDiscardedSlotIsGone() throws IOException {
        Staging staging = new DiskStaging(state);
        put(staging, "s", Part.ENVELOPE, new byte[3]);
        staging.discard("s");
        staging.discard("s");

        assertThat(staging.slots()).isEmpty();
        assertThatThrownBy(() -> staging.read("s", Part.ENVELOPE)).isInstanceOf(NoSuchFileException.class);
        assertThat(state.resolve("staging")).isEmptyDirectory();
    }

    @Test
    void aFolderThatOthersMayReadIsClosedToThem() throws IOException {
        Files.createDirectory(
                state.resolve("staging"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

        assertThat(new DiskStaging(state).usableBytes()).isPositive();
        assertThat(mode("staging")).isEqualTo("rwx------");
    }

    @Test
    void onlyNamesOfOursAreSlots() throws IOException {
        Staging staging = new DiskStaging(state);
        for (String slot : new String[] {"", "..", "a/b", "A", "a.b", "-".repeat(65)}) {
            assertThatThrownBy(() -> staging.write(slot, Part.ENVELOPE)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> staging.discard(slot)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(staging.slots()).isEmpty();
    }
}
