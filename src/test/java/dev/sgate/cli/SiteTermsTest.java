package dev.sgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The next bundle of a site keeps what its last one said. */
class SiteTermsTest extends CustomerDeskCase {
    /** With entitlements, a bound device, an appliance, a policy and a journal key: all that a bundle says beside its seats. */
    private JsonNode richBundle(String license) throws IOException {
        Desk.succeed("keygen", "--role", "journal", "--id", "j1", "--out", folder);
        Object[] more = {
            "--pool",
            "4",
            "--site",
            "north",
            "--entitlement",
            "print,scan",
            "--device",
            "d".repeat(64),
            "--appliance",
            "a".repeat(64),
            "--warn-days",
            "9",
            "--journal-key",
            desk.at("j1.pub")
        };
        return CustomerDesk.terms(Desk.json(customer.export(license, more).out()));
    }

    private static void assertSameTerms(JsonNode bundle, JsonNode before) {
        for (String member : List.of("entitlements", "appliances", "policy", "journalKey")) {
            assertThat(bundle.get(member)).as(member).isNotNull().isEqualTo(before.get(member));
        }
        assertThat(bundle.get("pool").get("devices"))
                .isNotEmpty()
                .isEqualTo(before.get("pool").get("devices"));
    }

    @Test
    void rekeyKeepsAllThatTheSiteHad() throws IOException {
        String license = customer.newLicense("--devices", "10");
        JsonNode before = richBundle(license);

        CommandRun run = customer.rekey(license);

        assertThat(run.status()).as(run.err()).isZero();
        JsonNode bundle =
                CustomerDesk.terms(Desk.json(run.out().lines().toList().getLast()));
        assertThat(bundle.get("licenseId")).isNotEqualTo(before.get("licenseId"));
        assertSameTerms(bundle, before);
    }

    @Test
    void theWizardKeepsAllThatTheSiteHad() throws IOException {
        String license = customer.newLicense("--devices", "10");
        JsonNode before = richBundle(license);
        Path answers = Files.writeString(folder.resolve("answers"), "pool = 3\n");

        JsonNode bundle = CustomerDesk.terms(Desk.succeed(
                "wizard",
                "--license",
                license,
                "--site",
                "north",
                "--answers",
                answers,
                "--ledger",
                desk.ledger(),
                "--key",
                desk.at("license.pem"),
                "--out",
                customer.sticks(),
                "--json"));

        assertThat(bundle.get("pool").get("size").asInt()).isEqualTo(3);
        assertSameTerms(bundle, before);
    }

    @Test
    void aForgottenJournalKeyIsDeclined() throws IOException {
        String license = customer.newLicense("--devices", "10");
        richBundle(license);
        int before = customer.files().size();

        CommandRun run = customer.export(license, "--pool", "1", "--site", "north");
        assertThat(run.status()).isEqualTo(4);
        assertThat(Desk.json(run.out()).get("reason").asText()).isEqualTo("journal-key-dropped");
        assertThat(customer.files()).hasSize(before);
        assertThat(customer.export(license, "--pool", "1", "--site", "north", "--journal-key", desk.at("j1.pub"))
                        .status())
                .isZero();
        assertThat(customer.export(license, "--pool", "1", "--site", "south").status())
                .as("a site that never had one")
                .isZero();

        CommandRun meant = customer.export(license, "--pool", "1", "--site", "north", "--no-journal-key");
        assertThat(CustomerDesk.terms(Desk.json(meant.out())).has("journalKey")).isFalse();
        assertThat(customer.export(license, "--pool", "1", "--site", "north").status())
                .as("it has none any more")
                .isZero();
    }
}
