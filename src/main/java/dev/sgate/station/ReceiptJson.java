package dev.sgate.station;

import dev.sgate.seal.Payloads;
import dev.sgate.seal.Refusal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** A receipt as JSON, for programs: the same words as in the text; its schema is {@code receipt.schema.json}. One line with CRLF. */
final class ReceiptJson {
    private ReceiptJson() {}

    static byte[] render(Receipt receipt, Sentences sentences, ZoneId zone) {
        ReceiptTimes times = new ReceiptTimes(zone, sentences.locale());
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        json.writeBytes(Payloads.toJson(Payloads.members(
                "format", "sgate-receipt-1",
                "applianceId", receipt.applianceId(),
                "fingerprint", receipt.fingerprint(),
                "visit", receipt.visit(),
                "writtenAt", receipt.at(),
                "writtenAtLocal", times.local(receipt.at()),
                "zone", zone,
                "language", sentences.locale().getLanguage(),
                "outcomes",
                        receipt.outcomes().stream()
                                .map(outcome -> outcome(outcome, sentences, times))
                                .toList(),
                "running",
                        receipt.running().stream()
                                .map(app -> Payloads.members("name", app.name(), "version", app.version()))
                                .toList(),
                "journal", journal(receipt),
                "stick", receipt.stick().word(),
                "stickAdvice", sentences.text("receipt.stick." + receipt.stick().word()))));
        json.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return json.toByteArray();
    }

    private static Map<String, Object> outcome(FileOutcome file, Sentences sentences, ReceiptTimes times) {
        Outcome outcome = file.outcome();
        Optional<Refusal> refusal = outcome.findRefusal();
        return Payloads.members(
                "file", file.fileName(),
                "subject", outcome.subject(),
                "result", outcome.result(),
                "code", refusal.map(Refusal::code),
                "evidence", refusal.map(reason -> reason.evidence().facts()),
                "what", sentences.what(outcome, times::both),
                "todo", sentences.whatToDo(outcome));
    }

    private static Map<String, Object> journal(Receipt receipt) {
        return Payloads.members(
                "files",
                receipt.journal(),
                "code",
                receipt.journalRefusal().map(Refusal::code),
                "evidence",
                receipt.journalRefusal().map(reason -> reason.evidence().facts()));
    }
}
