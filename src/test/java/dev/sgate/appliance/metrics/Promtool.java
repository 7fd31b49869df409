package dev.sgate.appliance.metrics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Prometheus's own judge of metrics and rules. Where it is missing, its tests fail: nothing else says that they are right. */
final class Promtool {
    private Promtool() {}

    /**
     * @param status 0 for no complaint
     * @param said both streams
     */
    record Judgement(int status, String said) {}

    static Judgement judge(Path in, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList();
        Path out = Files.createTempFile("promtool", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .start();
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException("promtool takes more than a minute");
            }
            return new Judgement(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
        }
    }

    static Judgement judge(String... arguments) throws IOException, InterruptedException {
        return judge(Path.of("/dev/null"), arguments);
    }
}
