package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.cli.CommandRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A file is opened on the machine of the appliance, as a double click does: no stick anywhere. */
class OpenVerbIT extends ApplianceUnderTest {
    @Test
    void aFileThatHoldsIsExplainedHandedOverAndGivesItsReceipt() throws Exception {
        site.start();
        Path file = licenseWith(update("1.0.0", RUNS_ON, "--health-alive", 1));

        CommandRun opened = site.ask("open", file, "--yes");

        assertThat(opened.status()).as(opened.err()).isZero();
        assertThat(opened.out())
                .startsWith(file + ": accepted")
                .contains("validUntil", "poolSize", "update inside: accepted")
                .contains("SGate receipt", "is in force until", "lantern version 1.0.0 is installed and runs.");
        assertThat(site.ask("check").out()).startsWith("valid");
        assertThat(list(state.resolve("offered"))).isEmpty();
        assertThat(names(state)).noneMatch(name -> name.contains("by-hand"));
        assertThat(list(folder.resolve("media"))).as("no stick").isEmpty();
        assertThat(site.ask("open", file, "--yes").out()).contains("is in force here already");
    }

    @Test
    void aFileThatDoesNotHoldNeverGetsThatFar() throws Exception {
        site.start();
        Path bad = tampered(license());

        CommandRun opened = site.ask("open", bad, "--yes");

        assertThat(opened.status()).isEqualTo(4);
        assertThat(opened.out()).contains(": refused", "Copy the file").doesNotContain("receipt");
        assertThat(site.daemon().log()).doesNotContain("stick seen");
        assertThat(state.resolve("offered")).doesNotExist();
    }

    @Test
    void nothingIsHandedOverWithoutAYes() throws Exception {
        site.start();
        CommandRun opened = site.ask("open", license());
        assertThat(opened.err()).contains("nothing was changed");
        assertThat(site.ask("check").status()).isEqualTo(4);
        assertThat(site.daemon().log()).doesNotContain("stick seen");
    }

    @Test
    void withoutAnApplianceTheFileIsExplainedAndTheRemedyNamed() throws Exception {
        site.start();
        site.stop();
        CommandRun opened = site.ask("open", license(), "--yes");
        assertThat(opened.status()).isEqualTo(1);
        assertThat(opened.out()).contains(": accepted");
        assertThat(opened.err()).contains("no appliance answers", "start it");
        assertThat(state.resolve("offered")).doesNotExist();
    }

    @Test
    void whatTheApplianceRefusesIsToldByItsReceipt() throws Exception {
        site.start();
        Path other = Path.of(site.mint("torch", 2).path("file").asText());
        CommandRun opened = site.ask("open", other, "--yes");
        assertThat(opened.status()).isEqualTo(4);
        assertThat(opened.out()).contains(": accepted", "wrong-product");
        assertThat(list(state.resolve("offered"))).isEmpty();
    }
}
