package dev.sgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.vendor.ledger.AuditAction;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a vendor's rules do not allow: no file, one line in the audit, and what to do about it. */
class ExportDeclinedTest extends CustomerDeskCase {
    @Test
    void theStarterPlanIsDeclined() throws IOException {
        String license = customer.newLicense();
        Desk.succeed("tenant", "set", "Example Ltd", "--plan", "starter", "--ledger", desk.ledger());
        customer.assertDeclined(customer.export(license, "--pool", "1"), "plan-without-offline");
    }

    @Test
    void whereTheFlagIsOffTheAnswerIsContactSupport() throws IOException {
        String license = customer.newLicense();
        Desk.succeed("tenant", "set", "Example Ltd", "--offline", "off", "--ledger", desk.ledger());
        CommandRun run = customer.export(license, "--pool", "1");
        customer.assertDeclined(run, "offline-not-enabled");
        assertThat(run.out()).contains("contact support");
        Desk.succeed("tenant", "set", "Example Ltd", "--offline", "on", "--ledger", desk.ledger());
        assertThat(customer.export(license, "--pool", "1").status()).isZero();
    }

    @Test
    void aSuspendedTenantIsDeclinedUntilItResumes() throws IOException {
        String license = customer.newLicense();
        Desk.succeed("tenant", "suspend", "Example Ltd", "--ledger", desk.ledger());
        customer.assertDeclined(customer.export(license, "--pool", "1"), "tenant-suspended");
        Desk.succeed("tenant", "resume", "Example Ltd", "--ledger", desk.ledger());
        assertThat(customer.export(license, "--pool", "1").status()).isZero();
    }

    @Test
    void aBundleInTheFieldOutlivesTheSuspension() {
        String license = customer.newLicense();
        String file = Desk.json(customer.export(license, "--pool", "1").out())
                .get("file")
                .asText();
        Desk.succeed("tenant", "suspend", "Example Ltd", "--ledger", desk.ledger());
        assertThat(desk.verify(file).status()).isZero();
    }

    @Test
    void aDateBehindTheLicenseIsDeclinedInTheseWords() throws IOException {
        String license = customer.newLicense("--expires", "2099-06-30");
        CommandRun run = customer.export(license, "--pool", "1", "--valid-until", "2099-07-01");
        customer.assertDeclined(run, "date-exceeds-expiry");
        assertThat(Desk.json(run.out()).get("sentence").asText()).isEqualTo("Date exceeds license expiry");
        assertThat(customer.export(license, "--pool", "1", "--valid-until", "2099-06-30")
                        .status())
                .isZero();
    }

    @Test
    void onlineAndOfflineShareTheCap() throws IOException {
        String license = customer.newLicense("--devices", "10");
        customer.assertDeclined(customer.export(license, "--pool", "11"), "pool-out-of-range");
        customer.assertDeclined(customer.export(license, "--pool", "0"), "pool-out-of-range");
        Desk.succeed("license", "set-online-count", license, "4", "--ledger", desk.ledger());
        customer.assertDeclined(customer.export(license, "--pool", "7"), "over-the-cap");
        assertThat(customer.export(license, "--pool", "4", "--site", "north").status())
                .isZero();
        assertThat(customer.export(license, "--pool", "3", "--site", "south").status())
                .isEqualTo(4);
        assertThat(customer.export(license, "--pool", "2", "--site", "south").status())
                .isZero();
        assertThat(customer.export(license, "--pool", "4", "--site", "north").status())
                .as("a bundle takes the place of its site's last one")
                .isZero();
        assertThat(customer.show(license).get("freeDevices").asInt()).isZero();
    }

    /** The short cut makes a license for a tenant that is there by the same rules. */
    @Test
    void theShortCutGoesRoundNoRule() throws IOException {
        for (Object[] change : new Object[][] {
            {"tenant", "suspend", "Example Ltd"},
            {"tenant", "set", "Example Ltd", "--plan", "starter"},
            {"tenant", "set", "Example Ltd", "--plan", "professional", "--offline", "off"},
        }) {
            Desk.succeed(CustomerDesk.words(new Object[] {"--ledger", desk.ledger()}, change));
            CommandRun run = customer.exportNew(customer.sticks());
            assertThat(run.status()).as(List.of(change) + run.err()).isEqualTo(4);
            Desk.succeed("tenant", "resume", "Example Ltd", "--ledger", desk.ledger());
        }
        assertThat(customer.files()).isEmpty();
        assertThat(customer.audit(AuditAction.LICENSE_CREATED)).isEmpty();
    }
}
