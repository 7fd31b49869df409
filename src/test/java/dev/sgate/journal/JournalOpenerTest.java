package dev.sgate.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.junit.jupiter.api.Test;

/** What a device sealed opens with the vendor's key, and with nothing else. The vectors have what was sealed by hand. */
class JournalOpenerTest {
    private static final byte[] SECRET = secret("desk");
    private static final SegmentReader.Receiver NOBODY = new SegmentReader.Receiver() {
        @Override
        public void device(DeviceLine device) {}

        @Override
        public void event(Event event) {}
    };

    private static byte[] secret(String name) {
        return Sha256.of(("TEST KEY " + name).getBytes(StandardCharsets.UTF_8)).raw();
    }

    private static JournalRecipient recipient(String keyid, byte[] secret) {
        byte[] open = new byte[X25519.POINT_SIZE];
        X25519.generatePublicKey(secret, 0, open, 0);
        return new JournalRecipient(keyid, open);
    }

    private static Verdict<SegmentReader.Counts> read(JournalRecipient to, JournalOpener opener) throws IOException {
        Journals.MemorySpool spool = new Journals.MemorySpool();
        List<EventLine> chain = Journals.chain(ChainHead.EMPTY, List.of("one", "two"));
        SegmentPart part = SegmentWriter.write(
                        Journals.export(ChainHead.EMPTY, List.of(Journals.device(1)), Optional.of(to)),
                        each -> chain.forEach(each),
                        Journals.DEVICE,
                        spool)
                .getFirst();
        return SegmentReader.read(Journals.open(spool.file(part)), spool.attachment(part), opener, NOBODY);
    }

    private static RefusalCode code(Verdict<?> verdict) {
        return verdict instanceof Verdict.Refused<?>(Refusal refusal) ? refusal.code() : RefusalCode.INTERNAL;
    }

    @Test
    void whatADeviceSealedOpensWithTheVendorsKey() throws IOException {
        assertThat(read(recipient("desk", SECRET), JournalOpener.of(Map.of("desk", SECRET))))
                .isEqualTo(Verdict.accepted(new SegmentReader.Counts(1, 2)));
    }

    @Test
    void afterARotationTheOldKeyStillOpensWhatWasSealedToIt() throws IOException {
        JournalOpener both = JournalOpener.of(Map.of("desk", SECRET, "desk-2", secret("desk-2")));
        assertThat(read(recipient("desk", SECRET), both)).isInstanceOf(Verdict.Accepted.class);
        assertThat(read(recipient("desk-2", secret("desk-2")), both)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void anotherKeyOpensNothing() throws IOException {
        JournalRecipient desk = recipient("desk", SECRET);
        assertThat(code(read(desk, JournalOpener.none()))).isEqualTo(RefusalCode.UNSUPPORTED_VERSION);
        assertThat(code(read(desk, JournalOpener.of(Map.of("other", SECRET))))).isEqualTo(RefusalCode.UNKNOWN_KEY);
        assertThat(code(read(desk, JournalOpener.of(Map.of("desk", secret("other"))))))
                .isEqualTo(RefusalCode.BAD_SIGNATURE);
    }
}
