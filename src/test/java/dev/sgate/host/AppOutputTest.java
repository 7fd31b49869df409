package dev.sgate.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Output of an application that prints without end. */
class AppOutputTest {
    @TempDir
    Path folder;

    private AppOutput output;
    private Path before;

    @BeforeEach
    void makeOutput() {
        output = new AppOutput(folder, 10);
        before = folder.resolve("output.log.1");
    }

    private OutputStream application() throws IOException {
        return Files.newOutputStream(output.file(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void whatIsOverTheLimitIsCutWhileTheApplicationWritesOn() throws IOException {
        try (OutputStream application = application()) {
            application.write("0123456789".getBytes(UTF_8));
            output.cut();
            assertThat(output.file()).hasContent("0123456789");
            assertThat(before).doesNotExist();

            application.write("abc".getBytes(UTF_8));
            output.cut();
            assertThat(output.file()).isEmptyFile();
            assertThat(before).hasContent("3456789abc");

            application.write("goes on".getBytes(UTF_8));
            assertThat(output.file()).hasContent("goes on");
        }
    }

    @Test
    void eachStartBeginsAnewAndKeepsTheRunBefore() throws IOException {
        output.rotate();
        assertThat(before).doesNotExist();
        for (String run : new String[] {"first", "second"}) {
            Files.writeString(output.file(), run);
            output.rotate();
            assertThat(output.file()).doesNotExist();
            assertThat(before).hasContent(run);
        }
    }

    @Test
    void aLongRunIsCutBeforeItIsKept() throws IOException {
        Files.writeString(output.file(), "x".repeat(1000) + "0123456789");
        output.rotate();
        assertThat(before).hasContent("0123456789");
    }

    @Test
    void aLinkInItsPlaceIsNotFollowed() throws IOException {
        Path victim = Files.writeString(folder.resolve("victim"), "far too long to stay");
        Files.createSymbolicLink(output.file(), victim);
        output.cut();
        assertThat(victim).hasContent("far too long to stay");
        assertThat(before).doesNotExist();
    }
}
