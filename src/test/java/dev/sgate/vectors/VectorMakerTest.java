package dev.sgate.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VectorMakerTest {
    /** Otherwise: run {@code VectorMaker} as its first sentence says, and look at what it changed. */
    @Test
    void makesWhatIsCommitted() throws IOException {
        Map<String, byte[]> made = VectorMaker.files();
        Map<String, byte[]> stored = stored();
        assertThat(stored.keySet()).isEqualTo(made.keySet());
        assertThat(made)
                .allSatisfy((path, bytes) -> assertThat(Arrays.equals(stored.get(path), bytes))
                        .as(path)
                        .isTrue());
    }

    private static Map<String, byte[]> stored() throws IOException {
        Path folder = Vectors.folder();
        Map<String, byte[]> stored = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                stored.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return stored;
    }
}
