package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.AuditAction;
import dev.sgate.vendor.ledger.AuditRow;
import dev.sgate.vendor.ledger.DeskLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** A desk with one customer, Example Ltd, and one application, press; its bundles go to an empty folder. */
final class CustomerDesk {
    private final Desk desk;
    private final Path sticks;

    CustomerDesk(Desk desk) {
        this.desk = desk;
        this.sticks = desk.at("sticks");
        try {
            Files.createDirectory(sticks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Desk.succeed("tenant", "create", "Example Ltd", "--ledger", desk.ledger());
        Desk.succeed("app", "add", "press", "--ledger", desk.ledger());
    }

    /** Where bundles go. */
    Path sticks() {
        return sticks;
    }

    /** Makes a license of the customer for the application. */
    JsonNode license(Object... more) {
        return Desk.succeed(words(
                more,
                "license",
                "create",
                "--ledger",
                desk.ledger(),
                "--customer",
                "Example Ltd",
                "--product",
                "press",
                "--json"));
    }

    /** The id of one more license. */
    String newLicense(Object... more) {
        return license(more).get("licenseId").asText();
    }

    /** Exports a bundle of a license that is there; whatever becomes of it. */
    CommandRun export(String license, Object... more) {
        return desk.exportLicense(sticks, words(more, "--json", "--license", license));
    }

    /** The short cut: exports a bundle for one seat of a license that is made on the way; whatever becomes of it. */
    CommandRun exportNew(Path out) {
        return exportNew("Example Ltd", out);
    }

    /** The same for a customer who may not be there. */
    CommandRun exportNew(String customer, Path out) {
        return desk.exportLicense(out, "--customer", customer, "--product", "press", "--pool", "1");
    }

    /** Gives a license another key, and each of its sites a bundle of that. */
    CommandRun rekey(String license) {
        return sgate(
                "license",
                "rekey",
                license,
                "--ledger",
                desk.ledger(),
                "--key",
                desk.at("license.pem"),
                "--out",
                sticks,
                "--json");
    }

    JsonNode show(String license) {
        return Desk.succeed("license", "show", license, "--ledger", desk.ledger(), "--json");
    }

    List<AuditRow> audit(AuditAction action) {
        try (DeskLedger ledger = DeskLedger.open(desk.ledger())) {
            return ledger.read(connection -> Audit.of(connection, action));
        }
    }

    /** The names of the bundles. */
    List<String> files() throws IOException {
        try (Stream<Path> found = Files.list(sticks)) {
            return found.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** The payload of a bundle, from what the export answered. */
    static JsonNode terms(JsonNode bundle) throws IOException {
        JsonNode envelope =
                Desk.json(Files.readString(Path.of(bundle.get("file").asText())));
        return Desk.json(
                new String(Base64.getDecoder().decode(envelope.get("payload").asText()), StandardCharsets.UTF_8));
    }

    /** That this first export was declined for this reason and left no file. */
    void assertDeclined(CommandRun run, String reason) throws IOException {
        assertThat(run.status()).as(run.out() + run.err()).isEqualTo(4);
        JsonNode answer = Desk.json(run.out());
        assertThat(answer.get("outcome").asText()).isEqualTo("declined");
        assertThat(answer.get("reason").asText()).isEqualTo(reason);
        assertThat(answer.get("remedy").asText()).isNotBlank();
        assertThat(audit(AuditAction.EXPORT_DECLINED)).isNotEmpty();
        assertThat(audit(AuditAction.EXPORT_DECLINED).getLast().line()).contains(reason);
        assertThat(files()).as("no file").isEmpty();
        assertThat(audit(AuditAction.OFFLINE_BUNDLE_EXPORTED)).isEmpty();
    }

    /** A line of these words, with more of them behind. */
    static Object[] words(Object[] more, Object... first) {
        List<Object> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray();
    }
}
