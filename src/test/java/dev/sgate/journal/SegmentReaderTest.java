package dev.sgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.Keyring;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentReaderTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final List<Event> events = new ArrayList<>();
    private final List<DeviceLine> devices = new ArrayList<>();
    private final JournalBuilder journal = new JournalBuilder()
            .event(EventType.STARTUP, NOON)
            .event(EventType.ACTIVATION, NOON)
            .event(EventType.VALIDATION, NOON)
            .event(EventType.SHUTDOWN, NOON);

    @Test
    void readsDevicesAndEventsInOrder() {
        Sha256 seen = Sha256.of(new byte[] {7});
        journal.device(seen, NOON, NOON.plusSeconds(60));

        assertThat(read(journal.file())).isEqualTo(Verdict.accepted(new SegmentReader.Counts(1, 4)));
        assertThat(devices).containsExactly(new DeviceLine(seen, NOON, NOON.plusSeconds(60)));
        assertThat(events).extracting(Event::seq).containsExactly(1L, 2L, 3L, 4L);
        assertThat(events.get(3).digest()).isEqualTo(journal.tip().head());
    }

    @Test
    void readsAStretchFromTheMiddle() {
        assertThat(read(journal.file(2, 3))).isInstanceOf(Verdict.Accepted.class);
        assertThat(events).extracting(Event::type).containsExactly("activation", "validation");
    }

    @Test
    void anEmptyStretchIsFine() {
        assertThat(read(journal.file(5, 4))).isEqualTo(Verdict.accepted(new SegmentReader.Counts(0, 0)));
    }

    @Test
    void keepsTypesItDoesNotKnow() {
        String line = new String(
                        EventLine.append(ChainHead.EMPTY, new UUID(7, 7), startup())
                                .line(),
                        StandardCharsets.UTF_8)
                .replace("startup", "brand-new");
        JournalBuilder one = new JournalBuilder()
                .event(EventType.STARTUP, NOON)
                .spoilLines(lines -> (line + "\n").getBytes(StandardCharsets.UTF_8));
        one.spoilPayload(payload -> {
            String head = Sha256.of(line.getBytes(StandardCharsets.UTF_8)).hex();
            payload.put("head", head);
            payload.put("tip", Map.of("seq", 1, "head", head));
        });

        assertThat(read(one.file())).isInstanceOf(Verdict.Accepted.class);
        assertThat(events).singleElement().extracting(Event::type).isEqualTo("brand-new");
    }

    @Test
    void theApplianceIdIsTheStartOfTheKeyId() {
        assertThat(journal.applianceId().toString().replace("-", ""))
                .isEqualTo(journal.keyId().substring(0, 32));
        journal.spoilPayload(payload -> payload.put("applianceId", new UUID(1, 2)));
        assertRefused(journal.file(), RefusalCode.MALFORMED, "applianceId");
    }

    @Test
    void promisesInThePayloadMustAgree() {
        assertRefused(spoilt("lastSeq", 5), RefusalCode.MALFORMED, "lastSeq");
        assertRefused(spoilt("firstSeq", 0), RefusalCode.MALFORMED, "firstSeq");
        assertRefused(spoilt("part", 2), RefusalCode.MALFORMED, "part");
        assertRefused(spoilt("tip", Map.of("seq", 3, "head", "0".repeat(64))), RefusalCode.MALFORMED, "tip");
        assertRefused(spoilt("previousHead", "1".repeat(64)), RefusalCode.MALFORMED, "previousHead");
        assertRefused(spoilt("devices", Map.of("count", 1)), RefusalCode.MALFORMED, "fingerprint");
    }

    @Test
    void aChainThatDoesNotEndAsPromisedIsRefused() {
        journal.spoilPayload(payload -> {
            payload.put("head", "1".repeat(64));
            payload.put("tip", Map.of("seq", 4, "head", "1".repeat(64)));
        });
        assertRefused(journal.file(), RefusalCode.DIGEST_MISMATCH, "");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void anEditedLineBreaksTheChain(int line) {
        journal.spoilLines(lines -> {
            String[] each = new String(lines, StandardCharsets.UTF_8).split("\n");
            each[line] = each[line].replace("12:00:00", "12:00:01");
            return (String.join("\n", each) + "\n").getBytes(StandardCharsets.UTF_8);
        });
        assertRefused(journal.file(), RefusalCode.DIGEST_MISMATCH, "");
    }

    @Test
    void aMissingLineIsRefused() {
        journal.spoilLines(lines -> Arrays.copyOfRange(lines, firstLine(lines), lines.length));
        assertRefused(journal.file(), RefusalCode.MALFORMED, "seq");
    }

    @Test
    void moreOrFewerLinesThanCountedAreRefused() {
        journal.spoilLines(lines -> Arrays.copyOf(lines, lastLine(lines)));
        assertRefused(journal.file(), RefusalCode.MALFORMED, "events.count");
        journal.spoilLines(lines -> concat(lines, "{}\n".getBytes(StandardCharsets.UTF_8)));
        assertRefused(journal.file(), RefusalCode.MALFORMED, "events.count");
    }

    @Test
    void theLastLineEndsInALineFeedToo() {
        journal.spoilLines(lines -> Arrays.copyOf(lines, lines.length - 1));
        assertRefused(journal.file(), RefusalCode.MALFORMED, "attachment");
    }

    @Test
    void aLineOfMoreThan64KibIsRefused() {
        journal.spoilLines(lines -> concat(" ".repeat(64 << 10).getBytes(StandardCharsets.UTF_8), lines));
        assertRefused(journal.file(), RefusalCode.TOO_LARGE, "attachment line");
    }

    @Test
    void whatUnpacksToMoreThanPromisedIsNotUnpackedFurther() {
        byte[] bomb = JournalBuilder.bomb(64);
        journal.spoilAttachment(attachment -> bomb);
        assertRefused(journal.file(), RefusalCode.TOO_LARGE, "events.unpackedLength");
    }

    @Test
    void whatUnpacksToLessThanPromisedIsRefused() {
        journal.spoilPayload(payload -> events(payload).compute("unpackedLength", (name, length) -> (Long) length + 1));
        assertRefused(journal.file(), RefusalCode.MALFORMED, "events.unpackedLength");
    }

    @Test
    void aSecondGzipMemberIsRefused() {
        journal.spoilAttachment(attachment -> concat(attachment, JournalBuilder.gzip(new byte[0])));
        assertRefused(journal.file(), RefusalCode.MALFORMED, "attachment");
    }

    @Test
    void anAttachmentThatIsNoGzipIsRefused() {
        journal.spoilAttachment(attachment -> "plain".getBytes(StandardCharsets.UTF_8));
        assertRefused(journal.file(), RefusalCode.MALFORMED, "attachment");
        journal.spoilAttachment(attachment -> Arrays.copyOf(attachment, attachment.length - 4));
        assertRefused(journal.file(), RefusalCode.MALFORMED, "attachment");
    }

    @Test
    void anEncryptedJournalWaitsForAReaderThatKnowsIt() {
        journal.spoilPayload(payload ->
                events(payload).put("encryption", Map.of("keyid", "j1", "enc", "A".repeat(43) + "=")));
        assertRefused(journal.file(), RefusalCode.UNSUPPORTED_VERSION, "events.encryption");
    }

    private static EventDraft startup() {
        return EventDraft.of(EventType.STARTUP, NOON, Map.of());
    }

    private byte[] spoilt(String name, Object value) {
        return journal.copy().spoilPayload(payload -> payload.put(name, value)).file();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> events(Map<String, Object> payload) {
        return (Map<String, Object>) Objects.requireNonNull(payload.get("events"));
    }

    private static int firstLine(byte[] lines) {
        return new String(lines, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
    }

    private static int lastLine(byte[] lines) {
        return new String(lines, StandardCharsets.ISO_8859_1).lastIndexOf('\n', lines.length - 2) + 1;
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private void assertRefused(byte[] file, RefusalCode code, String field) {
        assertThat(read(file)).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
            Refusal refusal = ((Verdict.Refused<?>) refused).refusal();
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.evidence().facts().getOrDefault("field", "")).endsWith(field);
        });
    }

    private Verdict<SegmentReader.Counts> read(byte[] file) {
        events.clear();
        devices.clear();
        try {
            SealedFile sealed = new SealedFile(new ByteArrayInputStream(file));
            return switch (sealed.open(Keyring.nothing("tests")).then(Segment::from)) {
                case Verdict.Refused<Segment>(Refusal refusal) -> Verdict.refused(refusal);
                case Verdict.Accepted<Segment>(Segment segment) -> {
                    SegmentTerms.Events named = segment.terms().events();
                    ByteArrayOutputStream attachment = new ByteArrayOutputStream();
                    yield sealed.copyAttachment(named.length(), named.sha256(), attachment, done -> {})
                            .then(digest -> SegmentReader.read(segment, attachment.toByteArray(), receiver()));
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SegmentReader.Receiver receiver() {
        return new SegmentReader.Receiver() {
            @Override
            public void device(DeviceLine device) {
                devices.add(device);
            }

            @Override
            public void event(Event event) {
                events.add(event);
            }
        };
    }
}
