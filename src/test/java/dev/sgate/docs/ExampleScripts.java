package dev.sgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** docs/examples/start.sh and stop.sh on one device. */
final class ExampleScripts {
    private static final Path EXAMPLES = Path.of("docs/examples").toAbsolutePath();

    private final Path folder;
    private final Map<String, String> settings = new TreeMap<>();
    private int runs;

    /** How a script ended, and what it told people. */
    record Run(int status, String out, String err) {}

    /** @param folder of the device, where the application is started */
    ExampleScripts(Path folder) {
        this.folder = folder;
        set("SGATE_DIR", "kept");
        set("SGATE_MACHINE_ID", UUID.randomUUID().toString());
        set("SGATE_SUPPORT", "help@vendor.example");
    }

    /** A setting of the scripts, from now on. */
    void set(String name, String value) {
        settings.put(name, value);
    }

    void talkTo(ScriptSite site) {
        set("SGATE_URL", site.url());
        set("SGATE_PRODUCT", site.product());
        set("SGATE_LICENSE_KEY", site.licenseKey());
    }

    /** Starts a program that says one line and ends. */
    Run start() throws Exception {
        return run("start.sh", "echo", "flying");
    }

    /** Starts a program that runs until it is ended, with renewing each second. */
    Process fly() throws IOException {
        ProcessBuilder shell = shell("start.sh", "sleep", "600");
        shell.environment().put("SGATE_RENEW_SECONDS", "1");
        return shell.start();
    }

    Run stop() throws Exception {
        return run("stop.sh");
    }

    Run run(String script, String... arguments) throws IOException, InterruptedException {
        Process process = shell(script, arguments).start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Run(
                process.exitValue(),
                Files.readString(folder.resolve("out-" + runs)),
                Files.readString(folder.resolve("err-" + runs)));
    }

    private ProcessBuilder shell(String script, String... arguments) {
        runs++;
        List<String> command =
                new ArrayList<>(List.of("sh", EXAMPLES.resolve(script).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder shell = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out-" + runs).toFile())
                .redirectError(folder.resolve("err-" + runs).toFile());
        shell.environment().putAll(settings);
        return shell;
    }

    Path kept(String name) {
        return folder.resolve("kept").resolve(name);
    }

    Path lease() {
        return kept("lease");
    }

    /** The process that renews. */
    ProcessHandle renewing() throws IOException {
        long pid = Long.parseLong(Files.readString(kept("renew.pid")).strip());
        return ProcessHandle.of(pid).orElseThrow(() -> new AssertionError("nothing renews"));
    }
}
