package dev.sgate.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
