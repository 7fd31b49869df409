package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each point has its other side, and the product comes by it somewhere: a point that nothing reaches tests nothing. */
class CrashPointTest {
    private static final Path SOURCES = Path.of("src/main/java");

    @ParameterizedTest
    @EnumSource
    void hasTwoSidesAndIsReached(CrashPoint point) throws IOException {
        String other = point.name().startsWith("BEFORE_")
                ? point.name().replace("BEFORE_", "AFTER_")
                : point.name().replace("AFTER_", "BEFORE_");
        assertThat(Stream.of(CrashPoint.values()).map(CrashPoint::name)).contains(other);
        assertThat(filesWith("CrashPoint." + point + ".reached()")).isNotEmpty();
    }

    /** What the campaigns replace does nothing in the product. */
    @ParameterizedTest
    @EnumSource
    void doesNothing(CrashPoint point) {
        point.reached();
        assertThat(Crash.class.getDeclaredFields()).isEmpty();
    }

    private static List<Path> filesWith(String text) throws IOException {
        List<Path> sources;
        try (Stream<Path> all = Files.walk(SOURCES)) {
            sources = all.filter(file -> file.toString().endsWith(".java")).toList();
        }
        return sources.stream().filter(file -> contains(file, text)).toList();
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
