package dev.sgate.campaign.site;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes the power from a mounted file system within a millisecond, by the kernel's own door for it: nothing that was not synced is
 * written any more. Mounts and unmounts as well. One resident Python process does it; safe for use by several threads.
 */
public final class PowerSwitch implements AutoCloseable {
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    private final Process process;
    private final BufferedWriter commands;
    private final BufferedReader answers;

    private PowerSwitch(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts it; needs root. */
    public static PowerSwitch open() throws IOException {
        String python = Files.isExecutable(PYTHON) ? PYTHON.toString() : "python3";
        String script;
        try (InputStream in = PowerSwitch.class.getResourceAsStream("power.py")) {
            script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        return new PowerSwitch(new ProcessBuilder(python, "-c", script)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The file system mounted there stops at once (ext4, xfs); every later access fails with EIO. */
    public void cut(Path mounted) throws IOException {
        command("cut", mounted.toString());
    }

    /** @param flags as in mount(2) */
    void mount(String device, Path where, String type, int flags) throws IOException {
        command("mount", device, where.toString(), type, Integer.toString(flags), "");
    }

    /** @param flags as in umount2(2) */
    void unmount(Path where, int flags) throws IOException {
        command("unmount", where.toString(), Integer.toString(flags));
    }

    /** A copy as the file is at this moment, whoever writes to it; both must be on one xfs. */
    void clone(Path file, Path copy) throws IOException {
        command("clone", file.toString(), copy.toString());
    }

    private synchronized void command(String... words) throws IOException {
        commands.write(String.join("\t", words));
        commands.newLine();
        commands.flush();
        String answer = answers.readLine();
        if (!"ok".equals(answer)) {
            throw new IOException(String.join(" ", words) + ": " + answer);
        }
    }

    @Override
    public void close() throws IOException {
        commands.close();
        process.destroy();
    }
}
