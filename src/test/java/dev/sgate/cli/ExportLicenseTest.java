package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** One bundle for one site: what is made on the way, what goes along and what is told. */
class ExportLicenseTest extends CustomerDeskCase {
    @Test
    void theShortCutSaysWhatItMadeOnTheWay() {
        JsonNode made = desk.exportedNew();
        assertThat(made.get("madeToo").asText())
                .as("tenant and application were there")
                .startsWith("made license");
        JsonNode other = desk.exported("--customer", "Other", "--new-customer", "--product", "other");
        assertThat(other.get("madeToo").asText()).contains("tenant Other", "application other");
    }

    @Test
    void aDefaultEndThatWasCutIsTold() {
        String soon = Instant.now()
                .plus(5, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        String license = customer.newLicense("--expires", soon);

        JsonNode cut = Desk.json(customer.export(license, "--pool", "1").out());
        assertThat(cut.get("validUntil").asText()).isEqualTo(soon);
        assertThat(cut.get("endsWithLicense").asText()).contains("sgate license set " + license + " --expires");
        assertThat(Desk.json(customer.export(license, "--pool", "1", "--valid-until", soon)
                                .out())
                        .has("endsWithLicense"))
                .as("asked for")
                .isFalse();
    }

    @Test
    void theNewestUpdateGoesAlong() throws IOException {
        String license = customer.newLicense();
        Path app = desk.file("press", new byte[] {1, 2, 3});
        CommandRun none = customer.export(license, "--pool", "1", "--with-app", "--trust", desk.trust());
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("no update of press");
        desk.update("1.10.0", app, "--ledger", desk.ledger());
        JsonNode older = desk.update(app);
        Desk.succeed(
                "app",
                "add",
                "press",
                "--update",
                older.get("file").asText(),
                "--trust",
                desk.trust(),
                "--ledger",
                desk.ledger());

        JsonNode bundle = Desk.json(customer.export(license, "--pool", "1", "--with-app", "--trust", desk.trust())
                .out());

        JsonNode inside =
                Desk.json(desk.verify(bundle.get("file").asText()).out()).get("update");
        assertThat(inside.get("version").asText()).isEqualTo("1.10.0");
        assertThat(sgate("app", "list", "--ledger", desk.ledger()).out()).contains("1.10.0 for linux/amd64", "1.0.0");
        assertThat(customer.export(license, "--pool", "1", "--with-app").status())
                .isEqualTo(2);
    }
}
