package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.vendor.ledger.AuditAction;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.LicenseTable;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Licenses: made, shown, listed, counted. */
class LicenseVerbsTest extends CustomerDeskCase {
    @Test
    void aLicenseIsMadeExportedAndShown() throws IOException {
        JsonNode made = customer.license("--tier", "team");
        assertThat(made.get("maxDevices").asInt())
                .as("five seats in the tier team")
                .isEqualTo(5);
        assertThat(made.get("licenseKey").asText()).matches("([0-9A-Z]{5}-){4}[0-9A-Z]{5}");
        String license = made.get("licenseId").asText();
        assertThat(customer.show(license).get("lastExport").asText()).isEqualTo("never");

        JsonNode bundle = Desk.json(customer.export(license, "--pool", "5").out());

        assertThat(customer.files())
                .containsExactly("license-" + bundle.get("bundleId").asText().substring(0, 8) + ".sglic");
        assertThat(bundle.get("bytes").asLong()).isLessThan(1024);
        assertThat(bundle.get("size").asText()).endsWith("bytes");
        assertThat(bundle.get("stolenLives").asText()).contains("30 days");
        assertThat(bundle.has("madeToo")).as("nothing is made on the way").isFalse();
        JsonNode shown = customer.show(license);
        assertThat(shown.get("lastExport").asText()).isEqualTo("just now");
        assertThat(shown.get("bundles").get(0).get("file").asText())
                .isEqualTo(customer.files().getFirst());
        assertThat(shown.get("offlineDevices").asInt()).isEqualTo(5);
        assertThat(shown.has("licenseKey")).as("the key is shown once").isFalse();
        assertThat(desk.verify(bundle.get("file").asText()).status()).isZero();
        assertThat(customer.audit(AuditAction.OFFLINE_BUNDLE_EXPORTED))
                .singleElement()
                .satisfies(row ->
                        assertThat(row.line()).contains(bundle.get("identity").asText(), license));
        assertThat(customer.audit(AuditAction.KEY_USED)).hasSize(1);
    }

    @Test
    void whatEndsSoonIsListedForMailJobs() {
        String soon = Instant.now()
                .plus(20, ChronoUnit.HOURS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        String ends = customer.newLicense("--expires", soon);
        customer.license();
        String revoked = customer.newLicense("--expires", soon);
        Desk.succeed("license", "revoke", revoked, "--ledger", desk.ledger());

        CommandRun run = sgate("license", "list", "--expiring", "24h", "--json", "--ledger", desk.ledger());

        assertThat(run.out().lines().map(Desk::json)).singleElement().satisfies(found -> {
            assertThat(found.get("licenseId").asText()).isEqualTo(ends);
            assertThat(found.get("customer").asText()).isEqualTo("Example Ltd");
        });
        assertThat(sgate("license", "list", "--ledger", desk.ledger()).out().lines())
                .hasSize(3)
                .anyMatch(line -> line.endsWith("revoked"));
        assertThat(sgate("license", "list", "--expiring", "soon", "--ledger", desk.ledger())
                        .status())
                .isEqualTo(2);
    }

    @Test
    void aResetCounterRaisesTheEpochOfTheNextBundle() {
        String license = customer.newLicense();
        assertThat(epoch(customer.export(license, "--pool", "1", "--reset-devices")))
                .isEqualTo(1);
        Desk.succeed("license", "reset-counter", license, "--ledger", desk.ledger());
        assertThat(epoch(customer.export(license, "--pool", "1"))).isEqualTo(2);
        assertThat(epoch(customer.export(license, "--pool", "1"))).isEqualTo(2);
        assertThat(customer.audit(AuditAction.DEVICE_COUNTER_RESET)).hasSize(1);
    }

    private int epoch(CommandRun run) {
        assertThat(run.status()).as(run.err()).isZero();
        return Desk.json(customer.audit(AuditAction.OFFLINE_BUNDLE_EXPORTED)
                        .getLast()
                        .line())
                .get("detail")
                .get("poolEpoch")
                .asInt();
    }

    /** S101: what the desk does for offline touches no online count and no key. */
    @Test
    void mintingAndSuspendingTouchNothingOnline() throws IOException {
        String license = customer.newLicense("--devices", "10");
        Desk.succeed("license", "set-online-count", license, "4", "--ledger", desk.ledger());
        byte[] key = Files.readAllBytes(desk.at("license.pem"));
        String before = keyHash(license);

        customer.export(license, "--pool", "5");
        Desk.succeed("tenant", "suspend", "Example Ltd", "--ledger", desk.ledger());
        customer.export(license, "--pool", "5");
        Desk.succeed("tenant", "set", "Example Ltd", "--offline", "off", "--ledger", desk.ledger());

        JsonNode shown = customer.show(license);
        assertThat(shown.get("onlineDevices").asInt()).isEqualTo(4);
        assertThat(shown.has("revokedAt")).isFalse();
        assertThat(shown.get("poolEpoch").asInt()).isZero();
        assertThat(keyHash(license)).isEqualTo(before);
        assertThat(Files.readAllBytes(desk.at("license.pem"))).isEqualTo(key);
    }

    private String keyHash(String license) {
        try (DeskLedger ledger = DeskLedger.open(desk.ledger())) {
            return ledger.read(connection -> LicenseTable.find(connection, UUID.fromString(license))
                    .orElseThrow()
                    .keyHash()
                    .hex());
        }
    }
}
