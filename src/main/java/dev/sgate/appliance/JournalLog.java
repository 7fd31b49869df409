package dev.sgate.appliance;

import dev.sgate.host.systemd.JournalEntry;
import dev.sgate.host.systemd.SystemJournal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.MessageId;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The log as entries of the system's journal (BEHAVIOUR 5). Beside the line itself in {@code MESSAGE}, each has {@code PRIORITY},
 * {@code MESSAGE_ID} (see {@link MessageId}), {@code SGATE_EVENT} and each fact as a field: {@code visit} is {@code SGATE_VISIT}, {@code
 * validUntil} is {@code SGATE_VALID_UNTIL}. What cannot be sent is written as a line of text.
 */
final class JournalLog implements LogOutput {
    private static final String MESSAGE = "MESSAGE";
    private static final String PRIORITY = "PRIORITY";
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern FIELD = Pattern.compile("[A-Z][A-Z0-9_]{0,57}");

    private final SystemJournal journal;

    private JournalLog(SystemJournal journal) {
        this.journal = journal;
    }

    /** Begins to open the journal's socket; returns at once. */
    static JournalLog opening(Path socket, TextLog otherwise) {
        return new JournalLog(SystemJournal.opening(
                socket,
                entry -> otherwise.write(
                        entry.fields().getOrDefault(PRIORITY, ""),
                        entry.fields().getOrDefault(MESSAGE, ""))));
    }

    @Override
    public void write(LogPriority priority, LogLine line) {
        journal.write(entry(priority, line));
    }

    static JournalEntry entry(LogPriority priority, LogLine line) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(MESSAGE, line.text().replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?"));
        fields.put(PRIORITY, Integer.toString(priority.number()));
        fields.put("MESSAGE_ID", idOf(line).hex());
        fields.put("SYSLOG_IDENTIFIER", "sgate");
        fields.put("SGATE_EVENT", line.event().word());
        line.facts().facts().forEach((name, value) -> field(name).ifPresent(field -> fields.put(field, value)));
        return new JournalEntry(fields);
    }

    private static MessageId idOf(LogLine line) {
        return Optional.ofNullable(line.facts().facts().get("code"))
                .flatMap(RefusalCode::find)
                .map(MessageId::of)
                .orElseGet(() -> MessageId.of(line.event()));
    }

    /** A fact whose name makes no field stands in the line alone. */
    private static Optional<String> field(String fact) {
        String name = HUMP.matcher(fact).replaceAll("_").toUpperCase(Locale.ROOT);
        return FIELD.matcher(name).matches() ? Optional.of("SGATE_" + name) : Optional.empty();
    }

    @Override
    public boolean isForMachines() {
        return true;
    }

    @Override
    public void flush() {
        journal.flush();
    }
}
