package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sgate.appliance.local.LocalQuestions;
import dev.sgate.host.LeaseKeyFiles;
import dev.sgate.host.PersonalKeyFile;
import dev.sgate.seal.Payloads;
import dev.sgate.station.leasing.SiteLeaseKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code sgate lease-key} asks the appliance. */
class LeaseKeyQuestionsTest {
    @TempDir
    Path state;

    private final TestSite site = new TestSite();

    private JsonNode ask(String question, String user) throws IOException {
        LocalQuestions questions = new LocalQuestions(
                new LicenseChecks(site.ledger, site.trust, site.device, site.time, SiteLimits.DEFAULT, Meter.SILENT),
                new LicenseConfirming(
                        site.ledger, site.trust, site.device, site.time, SiteLimits.DEFAULT, Meter.SILENT),
                new SiteSeats(site.ledger, site.trust, site.device, site.time),
                new SiteReleases(site.ledger, site.trust, site.releases, site.turn, site.time),
                new SiteUpdates(site.ledger),
                new SiteLeaseKeys(
                        new LeaseKeyFiles(state, () -> false, (event, what, why, next) -> {}),
                        new BundlesInForce(site.ledger, site.trust),
                        site.time),
                new PersonalErasure(site.ledger, new PersonalKeyFile(state), site.device, site.time),
                "en",
                "sgate",
                cause -> {
                    throw new AssertionError(cause);
                });
        String line = "{\"ask\":\"" + question + "\",\"json\":true}";
        return new ObjectMapper().readTree(questions.answer(line.getBytes(StandardCharsets.UTF_8), user));
    }

    @Test
    void afterARotationTheOldKeyIsRetired() throws IOException {
        String old = ask("lease-keys", "sgate").path("signs").textValue();
        JsonNode rotated = ask("rotate-lease-key", "root");

        assertThat(rotated.path("exitCode").intValue()).isZero();
        assertThat(rotated.path("signs").textValue()).startsWith("sgate-").isNotEqualTo(old);
        assertThat(rotated.path("retired")).hasSize(1);
        assertThat(rotated.path("retired").path(0).path("kid").textValue()).isEqualTo(old);
        assertThat(rotated.path("retired").path(0).path("until").textValue())
                .as("7 days of a lease, 15 without contact, 300 seconds")
                .isEqualTo(
                        Payloads.time(site.time.now().plus(Duration.ofDays(22)).plusSeconds(300)));
        assertThat(ask("lease-keys", "sgate").path("signs")).isEqualTo(rotated.path("signs"));
    }

    @Test
    void nobodyElseMayAsk() throws IOException {
        for (String question : new String[] {"lease-keys", "rotate-lease-key"}) {
            assertThat(ask(question, "somebody").path("exitCode").intValue()).isEqualTo(2);
        }
        assertThat(state.resolve("keys")).doesNotExist();
    }

    @Test
    void aDamagedKeyIsSaidWithItsRemedy() throws IOException {
        ask("lease-keys", "sgate");
        Path key = state.resolve("keys/lease.key");
        Files.writeString(key, "x");
        JsonNode answer = ask("rotate-lease-key", "sgate");

        assertThat(answer.path("exitCode").intValue()).isEqualTo(1);
        assertThat(answer.path("message").textValue()).contains("lease.key", "backup");
        assertThat(key).hasContent("x");
    }
}
