package dev.sgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wizard in a process of its own, at a terminal of its own: with arrow keys, at one that has none, and without one. */
class WizardIT {
    private static final String UP = "\033[A";
    private static final String DOWN = "\033[B";
    private static final String ENTER = "\r";
    private static final String ESCAPE = "\033";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Desk desk;
    private Path stick;

    /** @param shown what the terminal got, control sequences and all */
    private record Session(int status, String shown) {}

    @BeforeEach
    void license() throws IOException {
        desk = new Desk(folder);
        stick = Files.createDirectory(folder.resolve("stick"));
        Desk.succeed("tenant", "create", "Example Ltd", "--ledger", desk.ledger());
        Desk.succeed("app", "add", "press", "--ledger", desk.ledger());
        desk.update("1.4.0", desk.file("press", new byte[] {1, 2, 3}), "--ledger", desk.ledger());
        Desk.succeed(
                "license",
                "create",
                "--ledger",
                desk.ledger(),
                "--customer",
                "Example Ltd",
                "--product",
                "press",
                "--devices",
                "10",
                "--expires",
                "2099-06-30");
    }

    private List<String> wizard(Object... more) {
        List<String> line = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "wizard",
                "--key",
                desk.at("license.pem").toString(),
                "--ledger",
                desk.ledger().toString(),
                "--trust",
                desk.trust().toString(),
                "--out",
                stick.toString()));
        Stream.of(more).map(Object::toString).forEach(line::add);
        return line;
    }

    private Session atATerminal(String type, List<List<String>> script, Object... more)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(
                List.of("python3", "src/test/python/at_a_terminal.py", JSON.writeValueAsString(script)));
        line.addAll(wizard(more));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("TERM", type);
        Process process = builder.start();
        process.getOutputStream().close();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Session(process.waitFor(), shown);
    }

    private JsonNode onlyBundle() throws IOException {
        try (Stream<Path> files = Files.list(stick)) {
            List<Path> bundles = files.toList();
            assertThat(bundles).hasSize(1);
            CommandRun verified = desk.verify(bundles.getFirst());
            assertThat(verified.status()).as(verified.out()).isZero();
            return Desk.json(verified.out());
        }
    }

    @Test
    void arrowKeysFillInTheForm() throws Exception {
        Session session = atATerminal(
                "xterm",
                List.of(
                        List.of("Step 1 of 3", DOWN), // nine devices
                        List.of("9", ENTER),
                        List.of("Step 2 of 3", DOWN + DOWN + ENTER), // 14 days
                        List.of("Step 3 of 3", UP + ENTER))); // with the program

        assertThat(session.status()).as(session.shown()).isZero();
        JsonNode bundle = onlyBundle();
        assertThat(bundle.toString()).contains("\"1.4.0\"");
        assertThat(Instant.parse(bundle.get("validUntil").asText()))
                .isBetween(
                        Instant.now().plus(13, ChronoUnit.DAYS), Instant.now().plus(14, ChronoUnit.DAYS));
        assertThat(Desk.succeed("license", "list", "--ledger", desk.ledger(), "--json")
                        .get("licenseId")
                        .asText())
                .isNotEmpty();
        assertThat(session.shown()).contains("made", "stolenLives");
    }

    @Test
    void aDateBehindTheLicenseIsWarnedOfWhileTypingAndRefused() throws Exception {
        Session session = atATerminal(
                "xterm",
                List.of(
                        List.of("Step 1 of 3", ENTER),
                        List.of("Step 2 of 3", "2099-07-01"),
                        List.of("! Date exceeds license expiry", ENTER),
                        List.of("Refused", "\177\177\177\177" + "6-30" + ENTER),
                        List.of("Step 3 of 3", DOWN + ENTER)));

        assertThat(session.status()).as(session.shown()).isZero();
        assertThat(onlyBundle().get("validUntil").asText()).isEqualTo("2099-06-30T23:59:59Z");
    }

    @Test
    void escapeLeavesAndNothingIsMade() throws Exception {
        Session session = atATerminal("xterm", List.of(List.of("Step 1 of 3", ESCAPE)));

        assertThat(session.status()).as(session.shown()).isEqualTo(2);
        assertThat(session.shown()).contains("nothing was made");
        assertThat(stick).isEmptyDirectory();
    }

    @Test
    void aDumbTerminalIsAskedLineByLine() throws Exception {
        Session session = atATerminal(
                "dumb",
                List.of(
                        List.of("1 of 3", "99\n"),
                        List.of("Refused", "4\n"),
                        List.of("2 of 3", "2099-07-01\n"),
                        List.of("Refused: Date exceeds license expiry", "2\n"),
                        List.of("3 of 3", "no\n")));

        assertThat(session.status()).as(session.shown()).isZero();
        assertThat(session.shown())
                .as("nothing that a dumb terminal cannot show")
                .doesNotContain("\033");
        assertThat(onlyBundle().toString()).doesNotContain("1.4.0");
    }

    @Test
    void withoutATerminalThePipeAnswers() throws Exception {
        Process process = new ProcessBuilder(wizard("--json"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var typing = process.getOutputStream()) {
            typing.write("3\n1\nyes\n".getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(out).isZero();
        assertThat(Desk.json(out).get("pool").asInt())
                .as("standard output is the answer alone")
                .isEqualTo(3);
        assertThat(onlyBundle().toString()).contains("\"1.4.0\"");
    }
}
