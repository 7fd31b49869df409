package dev.sgate.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.journal.SegmentReader.Counts;
import dev.sgate.seal.Limits;
import dev.sgate.seal.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegmentWriterTest extends PartsUnderTest {
    @Test
    void oneSmallJournalIsOnePart() throws IOException {
        List<EventLine> chain = Journals.chain(ChainHead.EMPTY, List.of("one", "two", "three"));
        List<DeviceLine> seen = List.of(Journals.device(1), Journals.device(2));

        List<SegmentPart> parts = write(Journals.export(ChainHead.EMPTY, seen, Optional.empty()), chain);

        assertThat(parts).hasSize(1);
        SegmentTerms terms = Journals.open(spool.file(parts.getFirst())).terms();
        assertThat(terms.applianceId()).isEqualTo(Journals.APPLIANCE);
        assertThat(terms.exportSerial()).isEqualTo(3);
        assertThat(terms.exportedAt()).isEqualTo(Journals.NOON);
        assertThat(terms.bundleIds()).hasSize(1);
        assertThat(List.of(terms.part(), terms.parts(), terms.firstSeq(), terms.lastSeq()))
                .containsExactly(1L, 1L, 1L, 3L);
        assertThat(terms.tip()).isEqualTo(chain.getLast().head());
        assertThat(terms.previousHead()).isEqualTo(ChainHead.EMPTY.head());
        assertThat(terms.head()).isEqualTo(chain.getLast().head().head());
        assertThat(read(parts)).isEqualTo(new Counts(2, 3));
        assertThat(devices).isEqualTo(seen);
        assertThat(lines(events)).isEqualTo(texts(chain));
    }

    /** From the format page alone, without our reader. */
    @Test
    void theAttachmentIsOneGzipMemberOfLines() throws IOException {
        List<EventLine> chain = Journals.chain(ChainHead.EMPTY, List.of("one", "two"));
        List<SegmentPart> parts =
                write(Journals.export(ChainHead.EMPTY, List.of(Journals.device(1)), Optional.empty()), chain);

        byte[] attachment = spool.attachment(parts.getFirst());
        String text = gunzip(attachment);
        assertThat(text)
                .isEqualTo("{\"fingerprint\":\"" + Journals.device(1).fingerprint()
                        + "\",\"firstSeen\":\"2026-02-01T12:00:00Z\",\"lastSeen\":\"2026-02-01T12:00:00Z\"}\n"
                        + chain.get(0).text() + "\n" + chain.get(1).text() + "\n");
        SegmentTerms.Events packed =
                Journals.open(spool.file(parts.getFirst())).terms().events();
        assertThat(packed.count()).isEqualTo(2);
        assertThat(packed.unpackedLength()).isEqualTo(text.length());
        assertThat(packed.length())
                .isEqualTo(attachment.length)
                .isEqualTo(parts.getFirst().attachmentBytes());
        assertThat(packed.sha256()).isEqualTo(Sha256.of(attachment));
        assertThat(packed.encryption()).isEmpty();
    }

    @Test
    void anExportBeginsBehindWhatTheVendorHolds() throws IOException {
        ChainHead acknowledged = new ChainHead(41, Sha256.of(new byte[] {5}));
        List<EventLine> chain = Journals.chain(acknowledged, List.of("one"));

        List<SegmentPart> parts = write(Journals.export(acknowledged, List.of(), Optional.empty()), chain);

        SegmentTerms terms = Journals.open(spool.file(parts.getFirst())).terms();
        assertThat(terms.firstSeq()).isEqualTo(42);
        assertThat(terms.previousHead()).isEqualTo(acknowledged.head());
        assertThat(read(parts)).isEqualTo(new Counts(0, 1));
    }

    @Test
    void aJournalWithoutEventsIsOnePartWithNone() throws IOException {
        ChainHead acknowledged = new ChainHead(41, Sha256.of(new byte[] {5}));

        List<SegmentPart> parts = write(Journals.export(acknowledged, List.of(), Optional.empty()), List.of());

        SegmentTerms terms = Journals.open(spool.file(parts.getFirst())).terms();
        assertThat(terms.tip()).isEqualTo(acknowledged);
        assertThat(terms.firstSeq()).isEqualTo(42);
        assertThat(terms.lastSeq()).isEqualTo(41);
        assertThat(read(parts)).isEqualTo(new Counts(0, 0));
    }

    /** Text that packs badly: about 18 MiB of it after packing. */
    @Test
    void aLargeJournalIsCutIntoPartsUnder16MiB() throws IOException {
        Random random = new Random(2);
        List<EventLine> chain = Journals.chain(
                ChainHead.EMPTY,
                IntStream.range(0, 420)
                        .mapToObj(i -> incompressible(random, 44_000))
                        .toList());

        List<SegmentPart> parts =
                write(Journals.export(ChainHead.EMPTY, List.of(Journals.device(1)), Optional.empty()), chain);

        assertThat(parts).hasSize(2);
        for (SegmentPart part : parts) {
            assertThat((long) spool.file(part).length).isLessThanOrEqualTo(Limits.JOURNAL_FILE_MAX_BYTES);
        }
        assertThat(spool.file(parts.getFirst()).length).isGreaterThan(14 << 20);
        assertFollowEachOther(parts, chain.getLast().head());
        assertThat(read(parts)).isEqualTo(new Counts(1, 420));
        assertThat(lines(events)).isEqualTo(texts(chain));
    }

    @Test
    void partsAreCutByWhatTheyUnpackToAsWell() throws IOException {
        List<EventLine> chain = Journals.chain(ChainHead.EMPTY, Collections.nCopies(10, "x".repeat(700)));
        PartLimit threeLines = new PartLimit(1 << 20, 3 * 1000);

        List<SegmentPart> parts = SegmentWriter.write(
                Journals.export(ChainHead.EMPTY, List.of(), Optional.empty()),
                chain::forEach,
                Journals.DEVICE,
                spool,
                threeLines);

        assertThat(parts).hasSizeGreaterThan(3);
        assertFollowEachOther(parts, chain.getLast().head());
        assertThat(read(parts)).isEqualTo(new Counts(0, 10));
    }

    @Test
    void devicesThatDoNotFitAreLeftOut() throws IOException {
        List<DeviceLine> many =
                IntStream.range(0, 50).mapToObj(Journals::device).toList();
        List<EventLine> chain = Journals.chain(ChainHead.EMPTY, List.of("one"));

        List<SegmentPart> parts = SegmentWriter.write(
                Journals.export(ChainHead.EMPTY, many, Optional.empty()),
                chain::forEach,
                Journals.DEVICE,
                spool,
                new PartLimit(1 << 20, 2000));

        assertThat(read(parts).events()).isEqualTo(1);
        assertThat(devices).isNotEmpty().isEqualTo(many.subList(0, devices.size()));
        assertThat(devices.size()).isLessThan(50);
        assertThat(Journals.open(spool.file(parts.getFirst())).terms().deviceCount())
                .isEqualTo(devices.size());
    }

    @Test
    void anEventOutOfPlaceIsTheProgrammersMistake() {
        List<EventLine> chain = Journals.chain(ChainHead.EMPTY, List.of("one", "two", "three"));

        assertThatThrownBy(() -> write(
                        Journals.export(ChainHead.EMPTY, List.of(), Optional.empty()),
                        List.of(chain.get(0), chain.get(2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("event 3 does not follow event 1");
    }

    @Test
    void aSpoolThatFailsIsTheMachinesFault() {
        List<EventLine> chain = Journals.chain(ChainHead.EMPTY, List.of("x".repeat(60_000)));
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space");
            }
        };

        assertThatThrownBy(() -> SegmentWriter.write(
                        Journals.export(ChainHead.EMPTY, List.of(), Optional.empty()),
                        chain::forEach,
                        Journals.DEVICE,
                        part -> full))
                .isInstanceOf(IOException.class)
                .hasMessage("no space");
    }

    private static List<String> lines(List<Event> events) {
        return events.stream()
                .map(event -> new String(event.line(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> texts(List<EventLine> chain) {
        return chain.stream().map(EventLine::text).toList();
    }
}
