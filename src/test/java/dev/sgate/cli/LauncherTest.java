package dev.sgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The installed launcher ({@code src/main/deb/launch}) takes the cache of classes only where it is made of these very files. */
class LauncherTest {
    private static final String CACHE_OPTION = "-XX:AOTCache=";

    @TempDir
    private Path folder;

    private Path share;
    private Path java;

    /** A program of two jars, and a Java that prints the words it was started with. */
    @BeforeEach
    void install() throws IOException, InterruptedException {
        share = Files.createDirectories(folder.resolve("share"));
        Files.createDirectories(share.resolve("lib"));
        Files.writeString(share.resolve("sgate.jar"), "the program");
        Files.writeString(share.resolve("lib/a.jar"), "a library");
        Files.writeString(share.resolve("classpath"), "sgate.jar\nlib/a.jar\n");
        java = folder.resolve("java-25");
        Files.createDirectories(java.resolve("bin"));
        Files.createDirectories(java.resolve("lib/server"));
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"25.0.5\"\n");
        Files.writeString(java.resolve("lib/modules"), "modules");
        Files.writeString(java.resolve("lib/server/libjvm.so"), "code");
        Path program = Files.writeString(java.resolve("bin/java"), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        makeCache();
    }

    @Test
    void namesExactlyTheJarsOfTheList() throws Exception {
        assertThat(started().lines())
                .containsSubsequence(
                        "-cp", share + "/sgate.jar:" + share + "/lib/a.jar", "dev.sgate.cli.Main", "status");
    }

    @Test
    void usesACacheThatFits() throws Exception {
        assertThat(started()).contains(CACHE_OPTION + cache());
    }

    @Test
    void dropsTheCacheWhereAJarChangedWhateverItsSizeAndDate() throws Exception {
        Path jar = share.resolve("sgate.jar");
        FileTime date = Files.getLastModifiedTime(jar);
        Files.writeString(jar, "THE PROGRAM");
        Files.getFileAttributeView(jar, BasicFileAttributeView.class).setTimes(date, date, date);

        assertThat(started()).doesNotContain(CACHE_OPTION);
    }

    @Test
    void dropsTheCacheWhereAJarCameOrWent() throws Exception {
        Files.writeString(share.resolve("classpath"), "sgate.jar\n");

        assertThat(started()).doesNotContain(CACHE_OPTION);
    }

    @Test
    void dropsTheCacheOfAnotherJava() throws Exception {
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"25.0.6\"\n");

        assertThat(started()).doesNotContain(CACHE_OPTION);
    }

    @Test
    void dropsACacheThatWasCutShort() throws Exception {
        Files.writeString(cache(), "clas");

        assertThat(started()).doesNotContain(CACHE_OPTION);
    }

    @Test
    void startsWithoutACache() throws Exception {
        Files.delete(cache());
        assertThat(started()).doesNotContain(CACHE_OPTION);

        Files.delete(folder.resolve("daemon.aot.seen"));
        assertThat(started()).doesNotContain(CACHE_OPTION).contains("dev.sgate.cli.Main");
    }

    /** As on an image that was copied onto a disk: each file is another one, with the same content. */
    @Test
    void usesTheCacheWhereTheFilesWereCopied() throws Exception {
        Path jar = share.resolve("sgate.jar");
        Path copy = Files.copy(jar, share.resolve("copy"));
        Files.delete(jar);
        Files.move(copy, jar);

        assertThat(started()).contains(CACHE_OPTION + cache());
    }

    private Path cache() {
        return folder.resolve("daemon.aot");
    }

    private void makeCache() throws IOException, InterruptedException {
        Files.writeString(cache(), "classes");
        shell("find_java; read_class_path; content_key >\"$cache.for\"; file_key >\"$cache.seen\"");
    }

    private String started() throws IOException, InterruptedException {
        return shell("launch dev.sgate.cli.Main status");
    }

    private String shell(String words) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder(
                "sh", "-euc", ". src/main/deb/launch; share=" + share + "; cache=" + cache() + "; " + words);
        shell.environment().put("SGATE_JAVA_HOME", java.toString());
        shell.redirectErrorStream(true);
        Process process = shell.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
