package dev.sgate.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.seal.Verdict;
import dev.sgate.station.Mount;
import dev.sgate.station.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Sticks and the writer of {@code sgate-write.socket} under a real systemd, asked by a process that may do nothing. Runs as user
 * {@code sgate}: {@code appliance-image/systemd-test} plugs in what is named here, and runs this.
 */
class HandedVolumeInside {
    private static final String RECEIPT = "sgate-receipt-0a1b2c3d.txt";

    private final LinuxMounts mounts = new LinuxMounts(Path.of("/run/sgate/media"), false);

    private Mount stick(String name) throws IOException {
        return mounts.current().stream()
                .filter(mount -> mount.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not plugged in"));
    }

    private Volume open(String name) throws IOException {
        return new HandedVolumes(mounts, Path.of("/run/sgate/write.sock")).open(stick(name));
    }

    private boolean isWritable(String name) throws IOException {
        return mounts.disk(stick(name)).orElseThrow().isWritable();
    }

    /** Two at once; and it does not matter whose the file system is. */
    @Test
    void whatIsHandedOverIsWrittenByTheOneWhoMay() throws IOException {
        assertThat(System.getProperty("user.name")).isEqualTo("sgate");
        Volume ours = open("plain");
        Volume theirs = open("somebodys");
        for (Volume volume : List.of(ours, theirs)) {
            assertThat(volume.makeWritable()).isTrue();
        }
        for (String name : List.of("plain", "somebodys")) {
            assertThat(stick(name).isReadOnly()).as("for us").isTrue();
            assertThat(isWritable(name)).as("for the writer").isTrue();
            assertThatThrownBy(() -> Files.createFile(stick(name).directory().resolve("a")))
                    .isInstanceOf(IOException.class);
        }
        for (Volume volume : List.of(ours, theirs)) {
            assertThat(volume.write(RECEIPT, out -> out.write("all is well".getBytes(UTF_8))))
                    .isEqualTo(Verdict.accepted(RECEIPT));
            try (InputStream in = volume.readOwn(RECEIPT).orElseThrow()) {
                assertThat(in.readAllBytes()).asString(UTF_8).isEqualTo("all is well");
            }
            assertThat(volume.release()).isTrue();
        }
        assertThat(isWritable("plain")).isFalse();
        assertThat(isWritable("somebodys")).isFalse();
    }

    @Test
    void aWriteProtectedStickIsSafeAsItIs() throws IOException {
        Volume volume = open("protected");
        assertThat(volume.makeWritable()).isFalse();
        assertThat(volume.release()).isTrue();
    }

    @Test
    void aStickThatItsOwnerKeepsClosedSaysSo() throws IOException {
        assertThatThrownBy(() -> open("closed").list(10, 10))
                .hasMessageContaining("its owner lets nobody else read it");
        assertThat(open("closed").isThere()).as("and is not gone").isTrue();
    }
}
