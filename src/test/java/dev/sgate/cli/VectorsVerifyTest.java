package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.seal.Payloads;
import dev.sgate.vectors.Vector;
import dev.sgate.vectors.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every vector through {@code sgate verify --json}: the same code as everywhere, and the exit status that goes with it. */
class VectorsVerifyTest {
    @TempDir
    static Path folder;

    static Stream<Vector> vectors() {
        return Vectors.all().stream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void codeAndExitStatusAreTheVectors(Vector vector) throws IOException {
        Path file = Files.write(folder.resolve(vector.fileName()), vector.bytes());

        CommandRun run = sgate(
                "verify",
                file,
                "--json",
                "--trust",
                copy(vector.trust(), "rw-r--r--"),
                "--at",
                Payloads.time(vector.at()),
                "--journal-key",
                copy("journal.pem", "rw-------"));

        JsonNode answer = Desk.json(run.out());
        assertThat(outcome(answer)).as(run.out()).isEqualTo(vector.expect());
        assertThat(run.status()).isEqualTo(vector.accepted() ? 0 : 4);
        assertThat(answer.get("outcome").asText()).isEqualTo(vector.accepted() ? "accepted" : "refused");
        assertThat(Optional.ofNullable(answer.get("update")).map(VectorsVerifyTest::outcome))
                .isEqualTo(vector.update());
        vector.evidence()
                .forEach((fact, value) -> assertThat(
                                evidence(answer, vector).path(fact).asText())
                        .as(fact)
                        .isEqualTo(value));
    }

    /** The facts are about the update where it is the update that is refused. */
    private static JsonNode evidence(JsonNode answer, Vector vector) {
        return vector.accepted() ? answer.path("update").path("evidence") : answer.get("evidence");
    }

    private static String outcome(JsonNode answer) {
        return answer.has("code")
                ? answer.get("code").asText()
                : answer.get("outcome").asText();
    }

    /** A copy with the mode that site IT gives it: a checkout's may be writable by a group. */
    private static Path copy(String name, String mode) throws IOException {
        Path copy = folder.resolve(name);
        if (!Files.exists(copy)) {
            Files.copy(Vectors.folder().resolve("trust").resolve(name), copy);
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString(mode));
        }
        return copy;
    }
}
