package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.journal.EventType;
import dev.sgate.journal.JournalBuilder;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whose appliance it is: those that name no bundle of ours are parked, and nobody gets into what is another's. */
class ImportSyncEnrolmentTest extends ImportSyncCase {
    @Test
    void anApplianceThatNamesNoBundleOfOursIsParkedUntilItDoes() {
        JournalBuilder stranger =
                new JournalBuilder().event(EventType.STARTUP, now).device(device(3), now, now);
        JsonNode report = importOf(desk.file("stranger.sgsync", stranger.file()));

        assertCounts(report, 0, 0, 0, 0, 0);
        assertThat(report.get("parked").asLong()).isEqualTo(1);
        assertThat(report.get("files").get(0).get("parked").asBoolean()).isTrue();
        JsonNode later = importOf(desk.file("later.sgsync", journal(stranger).file()));
        assertThat(later.get("files").get(0).get("parked").asBoolean()).isFalse();
    }

    @Test
    void aBundleForOthersDoesNotEnrol() {
        JsonNode forOthers = desk.exportedNew("--appliance", "b".repeat(64));
        JournalBuilder stranger = new JournalBuilder()
                .underBundle(UUID.fromString(forOthers.get("bundleId").asText()))
                .event(EventType.STARTUP, now);
        assertThat(importOf(desk.file("stranger.sgsync", stranger.file()))
                        .get("files")
                        .get(0)
                        .get("parked")
                        .asBoolean())
                .isTrue();

        JsonNode forIt = desk.exportedNew("--appliance", stranger.keyId());
        stranger.underBundle(UUID.fromString(forIt.get("bundleId").asText()));
        assertThat(importOf(desk.file("again.sgsync", stranger.file()))
                        .get("files")
                        .get(0)
                        .get("parked")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void anEnrolledApplianceThatClaimsAnothersBundleGetsIntoNothingOfTheirs() {
        JsonNode forOthers = desk.exportedNew("--appliance", "b".repeat(64));
        journal.underBundle(UUID.fromString(forOthers.get("bundleId").asText()));

        JsonNode report = importOf(desk.file("claim.sgsync", journal.file()));

        assertThat(report.get("files").get(0).get("parked").asBoolean()).isFalse();
        assertThat(report.get("licenses")).hasSize(1);
        assertThat(report.get("licenses").get(0).get("licenseId")).isEqualTo(license.get("licenseId"));
        JsonNode next = desk.exported("--license", forOthers.get("licenseId").asText());
        assertThat(next.path("appliances").toString()).doesNotContain(journal.keyId());
    }

    @Test
    void theSameMachineUnderAnotherKeyIsReported() {
        importOf(desk.file("one.sgsync", journal.fingerprint(device(5)).file()));
        JournalBuilder again =
                journal(new JournalBuilder()).fingerprint(device(5)).event(EventType.STARTUP, now);

        JsonNode report = importOf(desk.file("two.sgsync", again.file()));
        assertThat(report.get("files").get(0).get("sameMachine").get(0).asText())
                .isEqualTo(journal.applianceId().toString());
    }

    @Test
    void aPersonLetsAParkedApplianceIn() {
        JournalBuilder stranger = new JournalBuilder().event(EventType.STARTUP, now);
        Path file = desk.file("stranger.sgsync", stranger.file());
        importOf(file);
        String id = stranger.applianceId().toString();
        assertThat(sgate("appliance", "list", "--parked", "--ledger", desk.ledger())
                        .out())
                .contains(id, "parked");

        assertThat(sgate("appliance", "accept", id, "--ledger", desk.ledger()).status())
                .isZero();

        assertThat(importOf(file).get("parked").asLong()).isZero();
        JsonNode listed = Desk.succeed("appliance", "list", "--json", "--ledger", desk.ledger())
                .get("appliances")
                .get(0);
        assertThat(listed.get("parked").asBoolean()).isFalse();
        assertThat(listed.get("acceptedBy").asText()).isNotEmpty();
        CommandRun again = sgate("appliance", "accept", id, "--ledger", desk.ledger());
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("is not parked");
    }
}
