package dev.sgate.host.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.newsclub.net.unix.AFUNIXSocketAddress;

class SystemJournalTest {
    @TempDir
    private Path folder;

    private final List<JournalEntry> notSent = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aFieldIsOneLine() {
        assertThat(encoded(fields("MESSAGE", "ready", "SGATE_MS", "700"))).isEqualTo("MESSAGE=ready\nSGATE_MS=700\n");
    }

    /** Else the rest of the value would be taken for another field. */
    @Test
    void aValueWithALineBreakHasItsLengthBeforeIt() {
        assertThat(encoded(fields("MESSAGE", "a\n_UID=0", "PRIORITY", "6")))
                .isEqualTo("MESSAGE\n\u0008\0\0\0\0\0\0\0a\n_UID=0\nPRIORITY=6\n");
    }

    @Test
    void aLongValueIsCutSoThatTheEntryCanBeSent() {
        assertThat(encoded(fields("MESSAGE", "x".repeat(100_000)))).hasSize("MESSAGE=".length() + 4096 + 1);
    }

    @Test
    void aFieldThatTheJournalKeepsForItselfIsNoField() {
        assertThatThrownBy(() -> new JournalEntry(Map.of("_UID", "0"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JournalEntry(Map.of("a=b", "0"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JournalEntry(Map.of("X".repeat(65), "0")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsWrittenAtOnceArrivesInItsOrder() throws IOException {
        Path socket = folder.resolve("journal");
        try (Listener listener = Listener.at(AFUNIXSocketAddress.of(socket))) {
            SystemJournal journal = SystemJournal.opening(socket, notSent::add);
            for (int i = 0; i < 5; i++) {
                journal.write(entry("line " + i));
            }
            journal.flush();
            for (int i = 0; i < 5; i++) {
                assertThat(listener.next()).isEqualTo("MESSAGE=line " + i + "\n");
            }
        }
        assertThat(notSent).isEmpty();
    }

    @Test
    void whatCannotBeSentGoesTheOtherWay() {
        SystemJournal journal = SystemJournal.opening(folder.resolve("nobody"), notSent::add);
        journal.write(entry("first"));
        journal.flush();
        journal.write(entry("second"));
        assertThat(notSent).containsExactly(entry("first"), entry("second"));
    }

    @Test
    void aStreamThatIsNotOursIsNotTheJournal() {
        assertThat(SystemJournal.isOurs(Optional.empty())).isFalse();
        assertThat(SystemJournal.isOurs(Optional.of("0:0"))).isFalse();
    }

    private static JournalEntry entry(String message) {
        return new JournalEntry(Map.of("MESSAGE", message));
    }

    private static Map<String, String> fields(String name, String value, String... more) {
        Map<String, String> fields = new LinkedHashMap<>(Map.of(name, value));
        for (int i = 0; i < more.length; i += 2) {
            fields.put(more[i], more[i + 1]);
        }
        return fields;
    }

    private static String encoded(Map<String, String> fields) {
        return new String(new JournalEntry(fields).encoded(), StandardCharsets.UTF_8);
    }
}
