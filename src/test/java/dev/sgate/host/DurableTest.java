package dev.sgate.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files of ours: the old one or the new one, and nothing beside it after a failure. */
class DurableTest {
    @TempDir
    private Path folder;

    @Test
    void theNewFileTakesTheOldOnesPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("mark"), "old");
        Durable.replace(file, new byte[] {'n'});
        assertThat(file).hasContent("n");
        assertThat(folder).isDirectoryContaining("glob:**/mark").isDirectoryNotContaining("glob:**/*.new");
    }

    @Test
    void whatCannotTakeItsPlaceIsNotLeftBeside() throws IOException {
        Path inTheWay = Files.createDirectories(folder.resolve("mark/something"));
        assertThatThrownBy(() -> Durable.replace(folder.resolve("mark"), new byte[1]))
                .isInstanceOf(IOException.class);
        assertThat(inTheWay).isDirectory();
        assertThat(folder).isDirectoryNotContaining("glob:**/*.new");
    }

    @Test
    void aFileThatIsThereIsNotMadeAgain() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "first");
        assertThatThrownBy(() -> Durable.create(file, new byte[1])).isInstanceOf(IOException.class);
        assertThat(file).hasContent("first");
        assertThat(folder).isDirectoryNotContaining("glob:**/*.new");
    }

    @Test
    void aFoldersNamesComeInTheirOrder() throws IOException {
        Files.createFile(folder.resolve("b"));
        Files.createDirectory(folder.resolve("a"));
        assertThat(Durable.names(folder)).containsExactly("a", "b");
        assertThat(Durable.names(folder.resolve("a"))).isEmpty();
        assertThat(Durable.names(folder.resolve("b"))).isEmpty();
        assertThat(Durable.names(folder.resolve("none"))).isEmpty();
        assertThat(Durable.names(folder.resolve("b/none"))).isEmpty();
    }

    /** What a stream of a folder throws then is no {@code IOException}. */
    @Test
    void aDiskThatFailsInTheMiddleOfAFolderIsAFailingDisk() {
        IOException broken = new IOException("input/output error");
        DirectoryStream<Path> failing = new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                throw new DirectoryIteratorException(broken);
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> Durable.addNames(failing, new ArrayList<>())).isSameAs(broken);
    }
}
