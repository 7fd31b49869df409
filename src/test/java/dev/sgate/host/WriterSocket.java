package dev.sgate.host;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code sgate-write.socket} and its service without systemd: each connection gets the real script in a mount namespace of its own,
 * and what tidies up after it. Close it before the media folder is removed.
 */
final class WriterSocket implements AutoCloseable {
    /** As the unit has it: the writer, and after its end, however that came, the one that tidies up. */
    private static final String SERVICE = "stick-write serve $$ 2>>\"$LOG\"; stick-write settle $$ >>\"$LOG\" 2>&1";

    private final Path folder;
    private final Path media;
    private final Process process;

    private WriterSocket(Path folder, Path media, Process process) {
        this.folder = folder;
        this.media = media;
        this.process = process;
    }

    /**
     * Listens. What is mounted below {@code media} from now on is seen in the writers' namespaces, as on a machine with systemd.
     *
     * @param user the only one who may ask
     */
    static WriterSocket listen(Path folder, Path media, String user) throws IOException {
        LoopVolume.run("mount", "--bind", media.toString(), media.toString());
        LoopVolume.run("mount", "--make-shared", media.toString());
        Path notes = Files.createDirectory(folder.resolve("notes"));
        Path program = Files.createDirectory(folder.resolve("program"));
        Files.createSymbolicLink(
                program.resolve("sgate.jar"), Path.of("target/classes").toAbsolutePath());
        Files.copy(Path.of("src/main/deb/launch"), program.resolve("launch"));
        ProcessBuilder builder = new ProcessBuilder(List.of(
                "systemd-socket-activate",
                "--accept",
                "--inetd",
                "--listen=" + folder.resolve("write.sock"),
                "-E",
                "PATH",
                "-E",
                "RUNTIME_DIRECTORY",
                "-E",
                "SGATE_PROGRAM",
                "-E",
                "SGATE_MEDIA",
                "-E",
                "SGATE_DAEMON",
                "-E",
                "SGATE_JAVA_HOME",
                "-E",
                "LOG",
                "unshare",
                "-m",
                "--propagation",
                "slave",
                "sh",
                "-c",
                SERVICE));
        builder.environment()
                .putAll(Map.of(
                        "PATH",
                        Path.of("systemd/libexec").toAbsolutePath() + ":/usr/sbin:/usr/bin:/sbin:/bin",
                        "SGATE_JAVA_HOME",
                        System.getProperty("java.home"),
                        "RUNTIME_DIRECTORY",
                        notes.toString(),
                        "SGATE_PROGRAM",
                        program.toString(),
                        "SGATE_MEDIA",
                        media.toString(),
                        "SGATE_DAEMON",
                        user,
                        "LOG",
                        folder.resolve("log").toString()));
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("socket.log").toFile());
        WriterSocket socket = new WriterSocket(folder, media, builder.start());
        await().until(() -> Files.exists(socket.path()));
        return socket;
    }

    Path path() {
        return folder.resolve("write.sock");
    }

    /** What the writers said to the journal. */
    String log() throws IOException {
        Path log = folder.resolve("log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    /** What is noted down of sticks that are writable. */
    List<Path> notes() throws IOException {
        List<Path> notes = new ArrayList<>();
        try (var files = Files.newDirectoryStream(folder.resolve("notes"), "[0-9]*[0-9]")) {
            files.forEach(notes::add);
        }
        return notes;
    }

    /** The writers that are at work. */
    List<ProcessHandle> writers() {
        return process.descendants()
                .filter(one -> one.info().command().orElse("").endsWith("/java"))
                .toList();
    }

    /** Waits until the last one has ended and was tidied up after. */
    void awaitQuiet() {
        await().until(() -> process.descendants().findAny().isEmpty());
    }

    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Files.delete(folder.resolve("program/sgate.jar"));
        LoopVolume.run("umount", "-l", media.toString());
    }
}
