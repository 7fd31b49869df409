package dev.sgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.journal.Journals.MemorySpool;
import dev.sgate.journal.SegmentReader.Counts;
import dev.sgate.seal.Verdict;
import dev.sgate.vectors.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** The parts of an export, as they were written, and words to read them. */
abstract class PartsUnderTest {
    final MemorySpool spool = new MemorySpool();
    final List<DeviceLine> devices = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final SegmentReader.Receiver receiver = new SegmentReader.Receiver() {
        @Override
        public void device(DeviceLine device) {
            devices.add(device);
        }

        @Override
        public void event(Event event) {
            events.add(event);
        }
    };

    List<SegmentPart> write(SegmentExport export, List<EventLine> chain) throws IOException {
        return SegmentWriter.write(export, chain::forEach, Journals.DEVICE, spool);
    }

    /** Reads every part to its last byte and adds up. */
    Counts read(List<SegmentPart> parts) throws IOException {
        long deviceCount = 0;
        long eventCount = 0;
        for (SegmentPart part : parts) {
            Verdict<Counts> verdict = Journals.read(spool.file(part), receiver);
            deviceCount += Samples.get(verdict).devices();
            eventCount += Samples.get(verdict).events();
        }
        return new Counts(deviceCount, eventCount);
    }

    void assertFollowEachOther(List<SegmentPart> parts, ChainHead tip) throws IOException {
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

    static String incompressible(Random random, int bytes) {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        return Base64.getEncoder().encodeToString(noise);
    }

    static String gunzip(byte[] packed) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
