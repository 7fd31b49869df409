package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.vendor.ledger.AuditAction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A bundle that was made is written once more, to whatever became of the first file. */
class ExportAgainTest extends CustomerDeskCase {
    private CommandRun again(String bundle, Object... more) {
        return sgate(CustomerDesk.words(more, "export", "again", bundle, "--ledger", desk.ledger()));
    }

    @Test
    void aBundleIsWrittenAgainByteForByte() throws IOException {
        String license = customer.newLicense();
        JsonNode made = Desk.json(customer.export(license, "--pool", "1").out());
        Path first = Path.of(made.get("file").asText());
        Path second = folder.resolve("second.sglic");
        String bundle = made.get("bundleId").asText();

        CommandRun run = again(bundle, "--out", second);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(customer.audit(AuditAction.OFFLINE_BUNDLE_EXPORTED)).hasSize(2);
        assertThat(customer.show(license).get("bundles").get(0).get("file").asText())
                .isEqualTo("second.sglic");
        assertThat(again(UUID.randomUUID().toString(), "--out", folder).err()).contains("knows no bundle");
        Desk.succeed("tenant", "suspend", "Example Ltd", "--ledger", desk.ledger());
        Path third = folder.resolve("third.sglic");
        assertThat(again(bundle, "--out", third).status()).isEqualTo(4);
        assertThat(third).doesNotExist();
    }

    /** The folder takes no file of this name: its part file's name would be too long for it. */
    @Test
    void aKeyIsShownEvenWhereTheFileFails() {
        CommandRun run = customer.exportNew(customer.sticks().resolve("x".repeat(250)));

        assertThat(run.status()).isNotZero();
        String bundle =
                customer.audit(AuditAction.OFFLINE_BUNDLE_EXPORTED).getFirst().subject();
        assertThat(run.err())
                .contains("sgate export again " + bundle)
                .containsPattern("key ([0-9A-Z]{5}-){4}[0-9A-Z]{5},");
        assertThat(again(bundle, "--out", customer.sticks()).status()).isZero();
        assertThat(customer.sticks()).isDirectoryContaining("glob:**.sglic");
    }
}
