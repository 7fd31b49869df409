package dev.sgate.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.journal.Journals.MemorySpool;
import dev.sgate.journal.SegmentReader.Counts;
import dev.sgate.seal.Limits;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.vectors.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.junit.jupiter.api.Test;

class SegmentWriterTest {
    private final MemorySpool spool = new MemorySpool();
    private final List<DeviceLine> devices = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final SegmentReader.Receiver receiver = new SegmentReader.Receiver() {
        @Override
        public void device(DeviceLine device) {
            devices.add(device);
        }

        @Override
        public void event(Event event) {
            events.add(event);
        }
    };

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
    void whereTheVendorNamedAKeyOnlyTheVendorCanRead() throws IOException, InvalidCipherTextException {
        AsymmetricCipherKeyPair vendor = JournalRecipient.suite().generatePrivateKey();
        byte[] publicKey = ((X25519PublicKeyParameters) vendor.getPublic()).getEncoded();
        List<EventLine> chain = Journals.chain(ChainHead.EMPTY, List.of("secret word", "two"));
        SegmentExport export =
                Journals.export(ChainHead.EMPTY, List.of(), Optional.of(new JournalRecipient("journal-1", publicKey)));

        List<SegmentPart> parts = write(export, chain);

        SegmentTerms.Events packed =
                Journals.open(spool.file(parts.getFirst())).terms().events();
        assertThat(packed.encryption().orElseThrow().keyid()).isEqualTo("journal-1");
        byte[] enc = packed.encryption().orElseThrow().enc();
        byte[] attachment = spool.attachment(parts.getFirst());
        assertThat(packed.length()).isEqualTo(attachment.length);
        assertThat(packed.sha256()).isEqualTo(Sha256.of(attachment));

        byte[] info = (PayloadType.JOURNAL.mediaType() + "\n" + Journals.APPLIANCE + "\n3\n1")
                .getBytes(StandardCharsets.UTF_8);
        HPKE hpke = new HPKE(HPKE.mode_base, (short) 0x0020, (short) 0x0001, (short) 0x0002);
        byte[] opened = hpke.setupBaseR(enc, vendor, info).open(new byte[0], attachment);
        assertThat(gunzip(opened))
                .isEqualTo(chain.get(0).text() + "\n" + chain.get(1).text() + "\n")
                .hasSize((int) packed.unpackedLength());
        byte[] ofPartTwo = (PayloadType.JOURNAL.mediaType() + "\n" + Journals.APPLIANCE + "\n3\n2")
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> hpke.setupBaseR(enc, vendor, ofPartTwo).open(new byte[0], attachment))
                .isInstanceOf(InvalidCipherTextException.class);
    }

    /** The appliance has 64 MiB for everything, and an encrypted part lies in memory whole. */
    @Test
    void encryptedPartsAreSmaller() throws IOException {
        byte[] publicKey = ((X25519PublicKeyParameters)
                        JournalRecipient.suite().generatePrivateKey().getPublic())
                .getEncoded();
        Random random = new Random(3);
        List<EventLine> chain = Journals.chain(
                ChainHead.EMPTY,
                IntStream.range(0, 100)
                        .mapToObj(i -> incompressible(random, 44_000))
                        .toList());

        List<SegmentPart> parts = write(
                Journals.export(ChainHead.EMPTY, List.of(), Optional.of(new JournalRecipient("journal-1", publicKey))),
                chain);

        assertThat(parts).hasSizeGreaterThan(2).allMatch(part -> part.attachmentBytes() <= 2 << 20);
        assertFollowEachOther(parts, chain.getLast().head());
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

    private List<SegmentPart> write(SegmentExport export, List<EventLine> chain) throws IOException {
        return SegmentWriter.write(export, chain::forEach, Journals.DEVICE, spool);
    }

    /** Reads every part to its last byte and adds up. */
    private Counts read(List<SegmentPart> parts) throws IOException {
        long deviceCount = 0;
        long eventCount = 0;
        for (SegmentPart part : parts) {
            Verdict<Counts> verdict = Journals.read(spool.file(part), receiver);
            deviceCount += Samples.get(verdict).devices();
            eventCount += Samples.get(verdict).events();
        }
        return new Counts(deviceCount, eventCount);
    }

    private void assertFollowEachOther(List<SegmentPart> parts, ChainHead tip) throws IOException {
        ChainHead before = ChainHead.EMPTY;
        for (SegmentPart part : parts) {
            SegmentTerms terms = Journals.open(spool.file(part)).terms();
            assertThat(terms.part()).isEqualTo(part.part());
            assertThat(terms.parts()).isEqualTo(parts.size());
            assertThat(terms.tip()).isEqualTo(tip);
            assertThat(terms.firstSeq()).isEqualTo(before.seq() + 1);
            assertThat(terms.previousHead()).isEqualTo(before.head());
            assertThat(terms.deviceCount() == 0 || part.part() == 1).isTrue();
            before = new ChainHead(terms.lastSeq(), terms.head());
        }
        assertThat(before).isEqualTo(tip);
    }

    private static String incompressible(Random random, int bytes) {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        return Base64.getEncoder().encodeToString(noise);
    }

    private static String gunzip(byte[] packed) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
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
