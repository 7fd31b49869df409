package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.journal.JournalBuilder;
import dev.sgate.seal.Payloads;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Journals that do not fit together: forks, gaps, and events that are told as lost. */
class ImportSyncHistoryTest extends ImportSyncCase {
    @Test
    void anIdUnderAnotherNumberIsRejected() {
        journal.event(journal.lastId(), EventDraft.of(EventType.STARTUP, now, Map.of()));

        JsonNode report = importOf(desk.file("journal.sgsync", journal.file()));
        assertCounts(report, 6, 0, 1, 0, 0);
        assertThat(report.get("files")
                        .get(0)
                        .get("rejectedEvents")
                        .get(0)
                        .get("reason")
                        .asText())
                .isEqualTo("known-id");
    }

    @Test
    void twoHistoriesOfOneApplianceAreAFork() {
        JournalBuilder copy = journal.copy().event(EventType.STARTUP, now);
        journal.event(EventType.SHUTDOWN, now);
        importOf(desk.file("one.sgsync", journal.file()));

        JsonNode report = importOf(desk.file("other.sgsync", copy.file()));
        assertCounts(report, 0, 6, 0, 0, 0);
        assertThat(report.get("forked").asLong()).isEqualTo(1);
        assertThat(report.get("files")
                        .get(0)
                        .get("rejectedEvents")
                        .get(0)
                        .get("reason")
                        .asText())
                .isEqualTo("fork");
        JsonNode appliance = report.get("appliances").get(0);
        assertThat(appliance.get("forks").get(0).asLong()).isEqualTo(7);
        assertThat(appliance.get("wholeTo").asLong()).isEqualTo(6);
        assertThat(desk.exported("--license", license.get("licenseId").asText()).has("appliances"))
                .isTrue();
    }

    @Test
    void aForkIsAlsoSeenWhereTheStretchesOnlyTouch() {
        JournalBuilder copy = journal.copy().event(EventType.STARTUP, now).event(EventType.STARTUP, now);
        journal.event(EventType.SHUTDOWN, now);
        importOf(desk.file("one.sgsync", journal.file()));

        JsonNode report = importOf(desk.file("other.sgsync", copy.file(8, 8)));
        assertThat(report.get("files").get(0).get("forks").get(0).asLong()).isEqualTo(8);
    }

    @Test
    void missingPartsAreSaid() {
        JsonNode report = importOf(desk.file("middle.sgsync", journal.file(3, 4)));

        JsonNode gaps = report.get("files").get(0).get("gaps");
        assertThat(gaps).hasSize(2);
        assertThat(gaps.get(0).get("first").asLong()).isEqualTo(1);
        assertThat(gaps.get(0).get("last").asLong()).isEqualTo(2);
        assertThat(gaps.get(1).get("first").asLong()).isEqualTo(5);
        assertThat(gaps.get(1).get("last").asLong()).isEqualTo(6);
    }

    /** Events 3 to 6 are lost on the appliance; 7 tells of it. */
    @ParameterizedTest
    @ValueSource(strings = {"journal-key-lost", "state-rebuilt", "state-older"})
    void eventsThatWentWithTheJournalKeyOrTheDatabaseAreLetGoByAPerson(String kind) throws Exception {
        importOf(desk.file("before.sgsync", journal.file(1, 2)));
        journal.event(
                EventDraft.of(EventType.WARNING, now, Payloads.members("kind", kind, "firstSeq", 1, "lastSeq", 6)));
        Path file = desk.file("after.sgsync", journal.file(7, 7));
        CommandRun told = sgate("import-sync", file, "--ledger", desk.ledger());
        assertThat(told.out()).contains("lost: events 3 to 6", "accept-gap").doesNotContain("ask for the other files");

        Object[] letGo = {"appliance", "accept-gap", journal.applianceId(), "--ledger", desk.ledger()};
        assertThat(sgate(letGo).out()).contains("events 3 to 6 are let go");
        JsonNode after = importOf(file).get("appliances").get(0);
        assertThat(after.get("wholeTo").asLong()).isEqualTo(7);
        assertThat(after.get("gaps")).isEmpty();
        assertThat(after.get("forks")).isEmpty();
        assertThat(query("SELECT line FROM audit WHERE action = 'GapAccepted'").getFirst())
                .contains("\"firstSeq\":3,\"lastSeq\":6");
        assertThat(sgate(letGo).status()).isEqualTo(2);
    }

    @Test
    void aGapThatNobodyToldOfIsNotLetGo() {
        importOf(desk.file("middle.sgsync", journal.file(3, 4)));
        CommandRun run = sgate("appliance", "accept-gap", journal.applianceId(), "--ledger", desk.ledger());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("told of no lost journal key or database");
        assertThat(importOf(desk.file("again.sgsync", journal.file(3, 4)))
                        .get("appliances")
                        .get(0)
                        .get("wholeTo")
                        .asLong())
                .isZero();
    }
}
