package dev.sgate.station;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.RefusalCode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessageIdTest {
    /** Computed with sha256sum: catalogs and alerts of sites rest on them. */
    @Test
    void idsAreTheSameForEver() {
        assertThat(MessageId.of(LogEvent.READY).hex()).isEqualTo("0724355e93b76f530763a824afe2ec34");
        assertThat(MessageId.of(RefusalCode.BAD_SIGNATURE).hex()).isEqualTo("29e1e3be33f43078482a4f30e65e7eed");
    }

    @Test
    void noTwoKindsOfLineShareAnId() {
        List<MessageId> all = Stream.concat(
                        Arrays.stream(LogEvent.values()).map(MessageId::of),
                        Arrays.stream(RefusalCode.values()).map(MessageId::of))
                .toList();
        assertThat(all).doesNotHaveDuplicates();
    }

    @Test
    void aWordIsTheNameOfItsEvent() {
        assertThat(LogEvent.values())
                .allSatisfy(event -> assertThat(event.word().replace('-', '_')).isEqualToIgnoringCase(event.name()));
    }
}
