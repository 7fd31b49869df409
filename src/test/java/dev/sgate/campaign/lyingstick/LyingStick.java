package dev.sgate.campaign.lyingstick;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One stick at a time, made by a Python program through the kernel's door for such file systems. Needs root; for one thread. */
final class LyingStick implements AutoCloseable {
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    /**
     * How it is.
     *
     * @param mounted whether it is still in its place
     * @param told how often its lie was told
     */
    record State(boolean mounted, long told) {}

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    private LyingStick(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    static LyingStick open() throws IOException {
        String python = Files.isExecutable(PYTHON) ? PYTHON.toString() : "python3";
        String script;
        try (InputStream in = LyingStick.class.getResourceAsStream("stick.py")) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        return new LyingStick(new ProcessBuilder(python, "-c", script)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Mounts a stick that holds copies of these files. */
    void insert(Path directory, Lie lie, long seed, List<Path> files) throws IOException {
        List<String> words = new ArrayList<>(List.of("insert", directory.toString(), lie.word(), Long.toString(seed)));
        files.forEach(file -> words.add(file.toString()));
        command(words);
    }

    State state() throws IOException {
        List<String> answer = command(List.of("state"));
        return new State(answer.get(1).equals("mounted"), Long.parseLong(answer.get(2)));
    }

    /** Writes what is on it into this folder. */
    void dump(Path folder) throws IOException {
        command(List.of("dump", folder.toString()));
    }

    /** Pulls it; whoever waits for it gets an error. */
    void eject() throws IOException {
        command(List.of("eject"));
    }

    private List<String> command(List<String> words) throws IOException {
        commands.write(String.join("\t", words));
        commands.newLine();
        commands.flush();
        String answer = answers.readLine();
        if (answer == null || !answer.startsWith("ok")) {
            throw new IOException(String.join(" ", words) + ": " + answer);
        }
        return List.of(answer.split("\t"));
    }

    @Override
    public void close() throws IOException {
        commands.close();
        process.destroy();
    }
}
