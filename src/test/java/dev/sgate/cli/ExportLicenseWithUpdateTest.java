package dev.sgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A license and an update in one file. */
class ExportLicenseWithUpdateTest extends ExportCase {
    @Test
    void aLicenseCarriesAnUpdateOnlyIfTheTrustDocumentKnowsIt() throws IOException {
        Path update =
                Path.of(desk.update(desk.file("press", program)).get("file").asText());
        JsonNode made = desk.exportedNew("--update", update, "--trust", desk.trust());

        JsonNode answer = Desk.json(desk.verify(made.get("file").asText()).out());
        assertThat(answer.get("outcome").asText()).isEqualTo("accepted");
        assertThat(answer.get("update").get("outcome").asText()).isEqualTo("accepted");
        assertThat(answer.get("update").get("version").asText()).isEqualTo("1.0.0");

        Desk other = new Desk(Files.createDirectory(folder.resolve("other")));
        CommandRun foreign = exported(update, other.trust(), "--json");
        assertThat(foreign.status()).isEqualTo(4);
        assertThat(Desk.json(foreign.out()).get("code").asText()).isEqualTo("bad-signature");
    }

    @Test
    void aDamagedUpdateLeavesNoLicenseBehind() throws IOException {
        Path update =
                Path.of(desk.update(desk.file("press", program)).get("file").asText());
        byte[] content = Files.readAllBytes(update);
        content[content.length - 1] ^= 1;
        Files.write(update, content);
        List<String> before = names();

        CommandRun run = exported(update, desk.trust());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("digest-mismatch");
        assertThat(names()).filteredOn(name -> !name.startsWith("desk.db")).isEqualTo(before);
    }

    /** A license for a customer of its own, with this update; whatever becomes of it. */
    private CommandRun exported(Path update, Path trust, Object... more) {
        List<Object> words = new ArrayList<>(List.of("--pool", "5", "--customer", "Y", "--product", "press"));
        words.addAll(List.of("--update", update, "--trust", trust));
        words.addAll(List.of(more));
        return desk.exportLicense(folder, words.toArray());
    }
}
