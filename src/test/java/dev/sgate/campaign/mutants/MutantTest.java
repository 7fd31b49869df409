package dev.sgate.campaign.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The list of faults fits the product as it is now: a mutant that does not compile would be "killed" by nothing. */
class MutantTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final List<Path> CLASS_PATH = Stream.of(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();

    @TempDir
    private Path folder;

    /** THREATS, crash testing, 6: the twelve by name, and more. */
    @Test
    void theTwelveAreThere() throws IOException {
        assertThat(Mutant.all())
                .extracting(Mutant::name)
                .doesNotHaveDuplicates()
                .contains(
                        "no-file-sync",
                        "no-folder-sync",
                        "commit-before-sync",
                        "written-in-place",
                        "switched-in-two-steps",
                        "not-read-back",
                        "short-write-ignored",
                        "sync-failure-swallowed",
                        "stick-read-twice",
                        "floor-after-switch",
                        "no-lock",
                        "no-sweep",
                        "ack-before-commit")
                .hasSizeGreaterThanOrEqualTo(18);
    }

    @TestFactory
    Stream<DynamicTest> eachFitsAndCompiles() throws IOException {
        return Mutant.all().stream().map(mutant -> DynamicTest.dynamicTest(mutant.name(), () -> compiles(mutant)));
    }

    private void compiles(Mutant mutant) throws IOException {
        Path jar = mutant.compile(CLASS_PATH, SOURCES, folder.resolve(mutant.name() + ".jar"));
        try (JarFile made = new JarFile(jar.toFile())) {
            assertThat(made.getEntry(mutant.file().replace(".java", ".class"))).isNotNull();
        }
    }
}
