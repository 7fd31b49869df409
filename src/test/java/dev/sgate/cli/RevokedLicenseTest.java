package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.vendor.ledger.AuditAction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A license key that counts no more, and how the news of it travels. */
class RevokedLicenseTest extends CustomerDeskCase {
    @Test
    void aRevokedKeyIsDeclinedAndAnotherBundleBringsTheNews() throws IOException {
        String license = customer.newLicense();
        String other = customer.newLicense();
        Desk.succeed("license", "revoke", license, "--ledger", desk.ledger());
        customer.assertDeclined(customer.export(license, "--pool", "1"), "key-revoked");
        String file = Desk.json(customer.export(other, "--pool", "1").out())
                .get("file")
                .asText();
        assertThat(Desk.json(desk.verify(file).out()).get("revokedLicenses").asInt())
                .isEqualTo(1);
    }

    @Test
    void aLicenseIsRevokedOnceWhicheverVerbSaysSo() {
        String license = customer.newLicense();
        Desk.succeed("revoke", license, "--ledger", desk.ledger());
        Desk.succeed("license", "revoke", license, "--ledger", desk.ledger());
        Desk.succeed("license", "rekey", license, "--ledger", desk.ledger());

        assertThat(customer.audit(AuditAction.LICENSE_REVOKED))
                .singleElement()
                .satisfies(row -> assertThat(row.line()).contains("revokedAt", "licenseKeyHash"));
        assertThat(sgate("revoke", UUID.randomUUID(), "--ledger", desk.ledger()).status())
                .isEqualTo(2);
    }

    @Test
    void rekeyRevokesTheOldKeyAndGivesEachSiteAShortBundle() throws IOException {
        String license = customer.newLicense("--devices", "10");
        customer.export(license, "--pool", "4", "--site", "north");
        customer.export(license, "--pool", "3", "--site", "south");

        CommandRun run = customer.rekey(license);

        assertThat(run.status()).as(run.err()).isZero();
        List<JsonNode> answers = run.out().lines().map(Desk::json).toList();
        assertThat(answers).hasSize(3);
        String heir = answers.getFirst().get("licenseId").asText();
        assertThat(heir).isNotEqualTo(license);
        assertThat(answers.getFirst().get("licenseKey").asText()).isNotBlank();
        Instant week = Instant.now().plus(7, ChronoUnit.DAYS);
        assertThat(answers.subList(1, 3)).allSatisfy(bundle -> {
            assertThat(bundle.get("licenseId").asText()).isEqualTo(heir);
            assertThat(Instant.parse(bundle.get("validUntil").asText()))
                    .isBetween(week.minusSeconds(60), week.plusSeconds(60));
            assertThat(Desk.json(desk.verify(bundle.get("file").asText()).out())
                            .get("revokedLicenses")
                            .asInt())
                    .isEqualTo(1);
        });
        CommandRun old = customer.export(license, "--pool", "1");
        assertThat(old.status()).isEqualTo(4);
        assertThat(old.out()).contains(heir);
        assertThat(sgate("license", "rekey", license, "--ledger", desk.ledger()).status())
                .as("once")
                .isEqualTo(2);
        assertThat(customer.audit(AuditAction.LICENSE_REKEYED)).hasSize(1);
    }

    @Test
    void anUpdateBringsTheRevocationListAlong() throws IOException {
        String license = customer.newLicense();
        Desk.succeed("license", "revoke", license, "--ledger", desk.ledger());
        Path app = desk.file("press", new byte[] {1, 2, 3});
        JsonNode made = Desk.succeed(
                "export",
                "update",
                "--key",
                desk.at("update.pem"),
                desk.at("license.pem"),
                "--app",
                app,
                "--product",
                "press",
                "--app-version",
                "2.0.0",
                "--ledger",
                desk.ledger(),
                "--revocations",
                "--out",
                folder,
                "--json");

        assertThat(made.get("crlNumber").asInt()).isEqualTo(1);
        assertThat(sgate("audit", "--ledger", desk.ledger(), "--subject", "license")
                        .out())
                .contains("KeyUsed", "\"role\":\"license\"");
        assertThat(sgate("audit", "--ledger", desk.ledger(), "--subject", "update")
                        .out())
                .contains("KeyUsed", "\"role\":\"update\"");
        assertThat(desk.verify(made.get("file").asText()).status()).isZero();
        assertThat(sgate(
                                "export",
                                "update",
                                "--key",
                                desk.at("update.pem"),
                                "--app",
                                app,
                                "--product",
                                "press",
                                "--app-version",
                                "2.0.1",
                                "--revocations",
                                "--out",
                                folder)
                        .status())
                .isEqualTo(2);
    }
}
