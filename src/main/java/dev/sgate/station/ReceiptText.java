package dev.sgate.station;

import dev.sgate.seal.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/** Puts a receipt into words for a person who knows nothing of all this: UTF-8 with CRLF line ends. */
final class ReceiptText {
    private static final String LINE_END = "\r\n";

    private final Sentences sentences;
    private final ReceiptTimes times;
    private final StringBuilder page = new StringBuilder();

    private ReceiptText(Sentences sentences, ZoneId zone) {
        this.sentences = sentences;
        this.times = new ReceiptTimes(zone, sentences.locale());
    }

    static byte[] render(Receipt receipt, Sentences sentences, ZoneId zone) {
        ReceiptText text = new ReceiptText(sentences, zone);
        text.head(receipt);
        text.outcomes(receipt);
        text.running(receipt);
        text.journal(receipt);
        text.section("receipt.stick");
        text.line(sentences.text("receipt.stick." + receipt.stick().word()));
        return text.page.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void head(Receipt receipt) {
        title("receipt.title", '=');
        line(sentences.text("receipt.for"));
        line("");
        line(sentences.text("receipt.appliance") + ": " + receipt.applianceId());
        line(sentences.text("receipt.visit") + ": " + receipt.visit().shortForm());
        line(sentences.text("receipt.written") + ": " + times.both(receipt.at()));
    }

    private void outcomes(Receipt receipt) {
        section("receipt.happened");
        if (receipt.outcomes().isEmpty()) {
            line(sentences.text("receipt.nothing"));
        }
        receipt.outcomes().forEach(this::outcome);
        if (receipt.outcomes().stream()
                .anyMatch(outcome -> outcome.outcome().findRefusal().isPresent())) {
            line("");
            line(sentences.text("receipt.help"));
        }
    }

    private void outcome(FileOutcome file) {
        line("* " + file.fileName());
        line("  " + sentences.what(file.outcome(), times::both));
        line("  " + sentences.text("receipt.what-to-do") + ": " + sentences.whatToDo(file.outcome()));
        file.outcome().findRefusal().ifPresent(this::code);
    }

    private void code(Refusal refusal) {
        String facts = refusal.evidence().oneLine();
        line("  " + sentences.text("receipt.code") + ": " + refusal.code().word()
                + (facts.isEmpty() ? "" : " (" + facts + ")"));
    }

    private void running(Receipt receipt) {
        section("receipt.works");
        if (receipt.running().isEmpty()) {
            line(sentences.text("receipt.works.none"));
        }
        receipt.running()
                .forEach(app -> line(sentences.text(
                        "receipt.works.runs", app.name(), app.version().written())));
    }

    private void journal(Receipt receipt) {
        section("receipt.journal");
        if (receipt.journal().isEmpty()) {
            line(sentences.text("receipt.journal.none"));
        } else {
            line(sentences.text("receipt.journal.files", String.join(", ", receipt.journal())));
        }
        receipt.journalRefusal().ifPresent(refusal -> {
            if (!receipt.journal().isEmpty()) {
                line("  " + sentences.text("receipt.journal.partly"));
            }
            line("  " + sentences.what(refusal.code()));
            line("  " + sentences.text("receipt.what-to-do") + ": " + sentences.whatToDo(refusal.code()));
            code(refusal);
        });
    }

    private void section(String key) {
        line("");
        title(key, '-');
    }

    private void title(String key, char underline) {
        String title = sentences.text(key);
        line(title);
        line(String.valueOf(underline).repeat(title.length()));
    }

    private void line(String text) {
        page.append(text).append(LINE_END);
    }
}
