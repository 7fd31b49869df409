package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.vendor.ledger.AuditAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the desk does not take, or not for what was meant: exit status 2, and nothing is made. */
class DeskMistakesTest extends CustomerDeskCase {
    @Test
    void nothingIsMintedForAFileThatCannotBe() throws IOException {
        Path there = Files.writeString(customer.sticks().resolve("there.sglic"), "mine");
        for (Path target : List.of(there, customer.sticks().resolve("no/folder.sglic"))) {
            CommandRun run = customer.exportNew(target);
            assertThat(run.status()).as(run.err()).isEqualTo(2);
            assertThat(run.err()).contains("nothing was made");
        }
        assertThat(there).hasContent("mine");
        assertThat(customer.audit(AuditAction.LICENSE_CREATED)).isEmpty();
        assertThat(customer.audit(AuditAction.OFFLINE_BUNDLE_EXPORTED)).isEmpty();
    }

    @Test
    void anotherKeyUnderAKnownIdSignsNothing() throws IOException {
        String license = customer.newLicense();
        customer.export(license, "--pool", "1");
        Path other = Files.createDirectory(folder.resolve("other"));
        Desk.succeed("keygen", "--role", "license", "--id", "license", "--out", other);

        CommandRun run = desk.exportLicenseSignedBy(
                other.resolve("license.pem"), customer.sticks(), "--license", license, "--pool", "1");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("another key under the id license");
        assertThat(customer.files()).hasSize(1);
        assertThat(customer.audit(AuditAction.OFFLINE_BUNDLE_EXPORTED)).hasSize(1);
    }

    @Test
    void namesAreWhatAnApplianceTakes() {
        assertThat(sgate("tenant", "create", "Exa\u200emple", "--ledger", desk.ledger())
                        .status())
                .isEqualTo(2);
        for (String product : List.of("-press", "_press", "p".repeat(65))) {
            assertThat(sgate("app", "add", "--ledger", desk.ledger(), "--", product)
                            .status())
                    .as(product)
                    .isNotZero();
        }
    }

    @Test
    void whatIsSaidOfALicenseBesideItsIdMustBeSo() throws IOException {
        String license = customer.newLicense("--tier", "team");
        for (List<String> other : List.of(
                List.of("--tier", "free"),
                List.of("--customer", "Other"),
                List.of("--product", "other"),
                List.of("--license-key", "AAAAA-BBBBB-CCCCC-DDDDD"))) {
            CommandRun run = customer.export(license, CustomerDesk.words(other.toArray(), "--pool", "1"));
            assertThat(run.status()).as(other.toString()).isEqualTo(2);
            assertThat(run.err()).contains("leave it out");
        }
        assertThat(customer.files()).isEmpty();
        assertThat(customer.export(license, "--pool", "1", "--tier", "team", "--customer", "Example Ltd")
                        .status())
                .isZero();
    }

    @Test
    void aMisspelledCustomerMakesNoTenant() {
        CommandRun run = customer.exportNew("Exmaple Ltd", customer.sticks());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("no tenant Exmaple Ltd", "did you mean Example Ltd?", "--new-customer");
        assertThat(sgate("tenant", "list", "--ledger", desk.ledger()).out()).doesNotContain("Exmaple");
        assertThat(customer.sticks()).isEmptyDirectory();
    }

    @Test
    void mistakesAreNamed() {
        assertThat(sgate("tenant", "create", "Example Ltd", "--ledger", desk.ledger())
                        .status())
                .isEqualTo(2);
        assertThat(sgate("tenant", "set", "Nobody", "--plan", "starter", "--ledger", desk.ledger())
                        .err())
                .contains("no tenant Nobody");
        assertThat(sgate("app", "add", "Press", "--ledger", desk.ledger()).status())
                .isEqualTo(2);
        assertThat(sgate("tenant", "list", "--ledger", folder.resolve("none.db"))
                        .status())
                .isEqualTo(2);
        assertThat(folder.resolve("none.db")).doesNotExist();
        assertThat(sgate(
                                "license",
                                "create",
                                "--customer",
                                "Example Ltd",
                                "--product",
                                "other",
                                "--ledger",
                                desk.ledger())
                        .err())
                .contains("no application other");
        assertThat(sgate("license").status()).isEqualTo(2);
    }
}
