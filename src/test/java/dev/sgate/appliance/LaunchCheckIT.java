package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sgate.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sgate check}, {@code activate} and {@code seats} against a daemon of its own process. */
class LaunchCheckIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private LicensedSite site() throws IOException {
        return new LicensedSite(folder);
    }

    private static Path license(LicensedSite site, String... more) throws IOException {
        return Path.of(site.mint("lantern", 5, more).path("file").asText());
    }

    private static JsonNode check(LicensedSite site, int exitCode, String state) throws IOException {
        CommandRun run = site.ask("check", "--json");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).as(run.out()).isEqualTo(exitCode);
        JsonNode answer = JSON.readTree(run.out());
        assertThat(answer.get("exitCode").asInt()).isEqualTo(exitCode);
        assertThat(answer.get("state").asText()).isEqualTo(state);
        return answer;
    }

    @Test
    void fromNoLicenseToALicense() throws Exception {
        try (LicensedSite site = site()) {
            site.start();
            assertThat(check(site, 4, "unlicensed").get("cause").asText()).isEqualTo("no-bundle");

            byte[] bytes = Files.readAllBytes(license(site));
            bytes[200] ^= 1;
            site.plugIn(Files.write(folder.resolve("changed.sglic"), bytes));
            assertThat(check(site, 4, "unlicensed").get("cause").asText()).isEqualTo("modified");

            JsonNode minted = site.mint("lantern", 5);
            site.plugIn(Path.of(minted.path("file").asText()));
            JsonNode valid = check(site, 0, "valid");
            assertThat(valid.get("product").asText()).isEqualTo("lantern");
            assertThat(site.ask("check", "--product", "lantern").out())
                    .startsWith("valid: The license for lantern is in force");
            assertThat(site.ask("check", "--product", "lathe").status()).isEqualTo(4);
            assertThat(site.ask("check", "--product", "No Product").status()).isEqualTo(2);

            Instant soon = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(3, ChronoUnit.DAYS);
            String licenseId = minted.path("licenseId").asText();
            site.plugIn(license(site, "--license", licenseId, "--valid-until", soon.toString()));
            check(site, 3, "expiring");
            assertThat(site.events("validation")).hasSizeGreaterThanOrEqualTo(4);

            site.stop();
            CommandRun down = site.ask("check");
            assertThat(down.status()).isEqualTo(1);
            assertThat(down.out()).isEmpty();
            assertThat(down.err()).contains("does not answer").contains("sgate run");
        }
    }

    @Test
    void aPersonConfirmsAndTheSeatIsTaken() throws Exception {
        try (LicensedSite site = site()) {
            site.start();
            site.plugIn(license(site, "--confirm"));
            assertThat(site.daemon().log()).contains("code=needs-confirmation");
            check(site, 4, "needs-confirmation");

            CommandRun shown = site.ask("activate", "--json");
            JsonNode waiting = JSON.readTree(shown.out()).at("/waiting/0");
            assertThat(waiting.get("seats").asInt()).isEqualTo(5);
            assertThat(waiting.get("customer").asText()).isEqualTo("Example Ltd");
            check(site, 4, "needs-confirmation");

            CommandRun yes = site.ask("activate", "--yes");
            assertThat(yes.status()).as(yes.err()).isZero();
            assertThat(yes.err()).contains("valid until").contains("5, of which taken: 0");
            assertThat(yes.out()).startsWith("activated");
            check(site, 0, "valid");
            assertThat(site.events("license-confirmed")).hasSize(1);
            assertThat(site.events("activation")).hasSize(1);

            CommandRun seats = site.ask("seats", "list");
            assertThat(seats.out()).contains("this appliance");
            String device = JSON.readTree(site.ask("seats", "list", "--json").out())
                    .at("/seats/0/device")
                    .asText();
            assertThat(site.ask("seats", "release", device, "--yes").status()).isEqualTo(2);
            assertThat(site.ask("seats", "release", "0123456789abcdef", "--yes").err())
                    .contains("no seat is held");
            assertThat(site.ask("activate", "--yes").out()).contains("no license waits");
        }
    }

    @Test
    void withoutASocketSticksAreServedAllTheSame() throws Exception {
        try (LicensedSite site = site()) {
            site.set("socket = " + folder.resolve("x".repeat(120)));
            site.start("nobody can ask on this machine");
            site.plugIn(license(site));
            assertThat(site.ask("status").out()).contains("license for lantern: valid");
            assertThat(site.ask("check").status()).isEqualTo(1);
        }
    }
}
