package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.appliance.metrics.Metrics;
import dev.sgate.station.Meter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {
    @TempDir
    Path folder;

    private final Metrics metrics = new Metrics();
    private Path file;
    private MetricsFile out;

    @BeforeEach
    void fileInAFolder() {
        file = folder.resolve("sgate.prom");
        out = new MetricsFile(file, metrics);
    }

    @Test
    void holdsWhatWasCounted() throws IOException {
        metrics.checked("pro", Meter.Check.SUCCESS);
        out.write();
        assertThat(file).hasBinaryContent(metrics.exposition());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        assertThat(folder).isDirectoryContaining(file::equals);
        try (var names = Files.list(folder)) {
            assertThat(names).as("no temporary is left").containsExactly(file);
        }
    }

    @Test
    void isLeftAloneWhileNothingIsCounted() throws IOException {
        out.write();
        Files.delete(file);
        for (int tick = 1; tick < MetricsFile.WRITES_ANYWAY; tick++) {
            out.write();
        }
        assertThat(file).doesNotExist();
        out.write();
        assertThat(file).as("but its age must not grow without end").exists();
    }

    @Test
    void isReplacedAndNotWrittenInto() throws IOException {
        out.write();
        Path seen = Files.createLink(folder.resolve("seen-by-a-reader"), file);
        byte[] before = Files.readAllBytes(seen);
        metrics.checked("pro", Meter.Check.EXPIRED);
        out.write();
        assertThat(seen).hasBinaryContent(before);
        assertThat(file).hasBinaryContent(metrics.exposition());
    }

    /** Whoever may write in node_exporter's folder cannot lead the appliance elsewhere. */
    @Test
    void linksAreReplacedAndNotFollowed() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "untouched");
        Files.createSymbolicLink(folder.resolve(".sgate.prom.next"), victim);
        Files.createSymbolicLink(file, victim);
        out.write();
        assertThat(victim).hasContent("untouched");
        assertThat(file).isRegularFile().hasBinaryContent(metrics.exposition());
        assertThat(Files.isSymbolicLink(file)).isFalse();
    }

    @Test
    void aMissingFolderIsToldOnceAndIsNotMade() throws IOException {
        Path nowhere = folder.resolve("nowhere");
        MetricsFile lost = new MetricsFile(nowhere.resolve("sgate.prom"), metrics);
        assertThatThrownBy(lost::write).isInstanceOf(NoSuchFileException.class);
        lost.write();
        assertThat(nowhere).doesNotExist();
        Files.createDirectory(nowhere);
        lost.write();
        assertThat(nowhere.resolve("sgate.prom")).exists();
    }
}
