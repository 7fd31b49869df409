package dev.sgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No verb but {@code run} and {@code demo} loads Camel: checked in a JVM of its own, for what is loaded here says nothing. */
class ClassLoadingTest {
    @TempDir
    Path folder;

    @Test
    void deskVerbsLoadNoCamel() throws Exception {
        Desk desk = new Desk(folder);
        String file = desk.exportedNew().get("file").asText();

        for (List<String> line : List.of(
                List.of("verify", file, "--trust", desk.trust().toString()),
                List.of(
                        "export",
                        "license",
                        "--key",
                        desk.at("license.pem").toString(),
                        "--ledger",
                        desk.ledger().toString(),
                        "--out",
                        folder.toString(),
                        "--pool",
                        "1",
                        "--customer",
                        "X",
                        "--new-customer",
                        "--product",
                        "press"),
                List.of("--help"))) {
            List<String> loaded = loadedBy(line);
            assertThat(loaded)
                    .as("the log of loaded classes is there")
                    .anyMatch(name -> name.contains("dev.sgate.cli.Main"));
            assertThat(loaded).noneMatch(name -> name.contains("org.apache.camel"));
        }
    }

    private static List<String> loadedBy(List<String> words) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xlog:class+load:stdout",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        line.addAll(words);
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).isZero();
        return out;
    }
}
