package dev.sgate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A desk, and a program that its updates bring. */
abstract class ExportCase {
    @TempDir
    Path folder;

    Desk desk;
    byte[] program;

    @BeforeEach
    void openDesk() {
        desk = new Desk(folder);
        program = new byte[300_000];
        new Random(7).nextBytes(program);
    }

    List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
