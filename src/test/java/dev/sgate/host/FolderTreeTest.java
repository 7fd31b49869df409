package dev.sgate.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTreeTest {
    @TempDir
    private Path temp;

    /** Root would look into them all the same, so it is done by a process without that right. */
    @Test
    void foldersThatAreClosedToTheirOwnerAreRemoved() throws Exception {
        Path tree = temp.resolve("tree");
        Path outside = Files.writeString(temp.resolve("outside"), "stays");
        Path closed = Files.createDirectories(tree.resolve("closed/closed"));
        Path readable = Files.createDirectories(tree.resolve("readable"));
        Files.writeString(closed.resolve("file"), "");
        Files.writeString(readable.resolve("file"), "");
        Files.createSymbolicLink(readable.resolve("link"), outside);
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(closed.getParent(), PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("r--r--r--"));

        Process removal = new ProcessBuilder(removing(tree)).inheritIO().start();

        assertThat(removal.waitFor()).isZero();
        assertThat(tree).doesNotExist();
        assertThat(outside).hasContent("stays");
    }

    private static List<String> removing(Path tree) {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FolderRemoval.class.getName(),
                tree.toString()));
        return command;
    }
}
