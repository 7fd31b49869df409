package dev.sgate.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskLeaseFilesTest {
    @TempDir
    Path temp;

    private Path folder;
    private DiskLeaseFiles files;

    @BeforeEach
    void files() {
        folder = temp.resolve("leases");
        files = new DiskLeaseFiles(folder);
    }

    @Test
    void aFileIsPutReplacedAndTakenAway() throws Exception {
        assertThat(files.find("kiosk")).isEmpty();
        files.put("kiosk", "one".getBytes(UTF_8));
        files.put("kiosk", "two".getBytes(UTF_8));
        assertThat(files.find("kiosk"))
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("two"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("kiosk.lease"))))
                .as("applications read it, whatever our umask")
                .isEqualTo("rw-r--r--");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");

        files.remove("kiosk");
        files.remove("kiosk");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aLinkInItsPlaceIsReplacedAndNotFollowed() throws Exception {
        Path other = Files.writeString(temp.resolve("other"), "not ours");
        Files.createDirectory(folder);
        Files.createSymbolicLink(folder.resolve("kiosk.lease"), other);
        assertThat(files.find("kiosk")).isEmpty();

        files.put("kiosk", "ours".getBytes(UTF_8));
        assertThat(Files.isSymbolicLink(folder.resolve("kiosk.lease"))).isFalse();
        assertThat(other).hasContent("not ours");
    }

    @Test
    void whatAPowerCutLeftBesideItIsReplaced() throws Exception {
        files.put("kiosk", "one".getBytes(UTF_8));
        Files.writeString(folder.resolve("kiosk.lease.new"), "half");
        assertThat(files.find("kiosk"))
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo("one"));
        files.put("kiosk", "two".getBytes(UTF_8));
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }
}
