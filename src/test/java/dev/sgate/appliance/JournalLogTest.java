package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.Evidence;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.LogEvent;
import dev.sgate.station.MessageId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalLogTest {
    @TempDir
    private Path folder;

    @Test
    void aRefusalIsKnownByItsCodeAndItsFactsAreFields() {
        LogLine line = LogLine.of(LogEvent.FILE_REFUSED, "not accepted: nothing was changed by it")
                .with("visit", "12345678")
                .with("file", "a b.sglic")
                .with("code", "expired")
                .with("validUntil", "2026-01-01T00:00:00Z");
        assertThat(fields(line))
                .isEqualTo(Map.of(
                        "MESSAGE",
                        "not accepted: nothing was changed by it visit=12345678 file=\"a b.sglic\" code=expired"
                                + " validUntil=2026-01-01T00:00:00Z",
                        "PRIORITY",
                        "4",
                        "MESSAGE_ID",
                        MessageId.of(RefusalCode.EXPIRED).hex(),
                        "SYSLOG_IDENTIFIER",
                        "sgate",
                        "SGATE_EVENT",
                        "file-refused",
                        "SGATE_VISIT",
                        "12345678",
                        "SGATE_FILE",
                        "a b.sglic",
                        "SGATE_CODE",
                        "expired",
                        "SGATE_VALID_UNTIL",
                        "2026-01-01T00:00:00Z"));
    }

    @Test
    void anyOtherLineIsKnownByItsEvent() {
        assertThat(fields(LogLine.of(LogEvent.SAFE_TO_UNPLUG, "safe to unplug")))
                .containsEntry(
                        "MESSAGE_ID", MessageId.of(LogEvent.SAFE_TO_UNPLUG).hex());
        assertThat(fields(LogLine.of(LogEvent.FILE_REFUSED, "x").with("code", "no code of ours")))
                .containsEntry("MESSAGE_ID", MessageId.of(LogEvent.FILE_REFUSED).hex());
    }

    @Test
    void nothingFromOutsideMovesTheCursorOfWhoReads() {
        assertThat(fields(LogLine.of(LogEvent.STEP_FAILED, "Ger\u00e4t \u001b[2J\n\u202e")))
                .containsEntry("MESSAGE", "Ger\u00e4t ?[2J??");
    }

    @Test
    void aFactThatMakesNoFieldStandsInTheLine() {
        LogLine line = LogLine.of(LogEvent.READY, "ready").with(new Evidence(Map.of("9=x", "y")));
        assertThat(fields(line)).containsEntry("MESSAGE", "ready 9=x=y").hasSize(5);
    }

    @Test
    void withoutAJournalALineIsALineOfText() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JournalLog log = JournalLog.opening(folder.resolve("nobody"), new TextLog(new PrintStream(out, true), true));
        log.write(LogPriority.ERROR, LogLine.of(LogEvent.STEP_FAILED, "something failed"));
        log.flush();
        assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("<3>something failed\n");
    }

    private static Map<String, String> fields(LogLine line) {
        return JournalLog.entry(LogPriority.WARNING, line).fields();
    }
}
