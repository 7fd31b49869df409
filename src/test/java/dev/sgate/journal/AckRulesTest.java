package dev.sgate.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sgate.seal.Sha256;
import dev.sgate.vectors.Samples;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** BEHAVIOUR 6, Acknowledgement. */
class AckRulesTest {
    private static final AckRules.Situation AT_TWENTY =
            new AckRules.Situation(line(10), line(20), Optional.empty(), ChainHead.EMPTY);

    /** Our own line with this number. */
    private static ChainHead line(long seq) {
        return new ChainHead(seq, new Sha256(Samples.digest("line " + seq)));
    }

    private static ChainHead foreign(long seq) {
        return new ChainHead(seq, new Sha256(Samples.digest("another line " + seq)));
    }

    /** Lines 11 to 20 are here. */
    private static Optional<Sha256> ours(long seq) {
        return seq > 10 && seq <= 20 ? Optional.of(line(seq).head()) : Optional.empty();
    }

    static Stream<Arguments> claims() {
        return Stream.of(
                arguments("the next one", line(11), "Forget"),
                arguments("the newest one", line(20), "Forget"),
                arguments("the last one taken", line(10), "Nothing"),
                arguments("an old one", line(3), "Nothing"),
                arguments("an old one with another head", foreign(3), "Nothing"),
                arguments("the last one taken with another head", foreign(10), "Nothing"),
                arguments("none at all", ChainHead.EMPTY, "Nothing"),
                arguments("another line", foreign(11), "Forked"),
                arguments("another newest line", foreign(20), "Forked"),
                arguments("one that does not exist yet", line(21), "Forked"),
                arguments("one far ahead", foreign(5_000), "Forked"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("claims")
    void judges(String what, ChainHead claimed, String expected) {
        assertThat(AckRules.judge(claimed, AT_TWENTY, ours(claimed.seq()))
                        .getClass()
                        .getSimpleName())
                .as(what)
                .isEqualTo(expected);
    }

    @Test
    void aForkSaysBothSides() {
        assertThat(AckRules.judge(foreign(15), AT_TWENTY, ours(15)))
                .isEqualTo(new AckRules.Outcome.Forked(foreign(15), ours(15)));
        assertThat(AckRules.judge(foreign(30), AT_TWENTY, ours(30)))
                .isEqualTo(new AckRules.Outcome.Forked(foreign(30), Optional.empty()));
    }

    /** Else the very bundle that lifts it would bring it back. */
    @Test
    void aForkIsToldOnceAndALaterClaimIsANewOne() {
        AckRules.Situation forked =
                new AckRules.Situation(line(10), line(20), Optional.of(foreign(15)), ChainHead.EMPTY);
        assertThat(AckRules.judge(foreign(15), forked, ours(15))).isInstanceOf(AckRules.Outcome.Nothing.class);
        assertThat(AckRules.judge(foreign(12), forked, ours(12))).isInstanceOf(AckRules.Outcome.Nothing.class);
        assertThat(AckRules.judge(foreign(16), forked, ours(16))).isInstanceOf(AckRules.Outcome.Forked.class);
        assertThat(AckRules.judge(line(14), forked, ours(14))).isEqualTo(new AckRules.Outcome.Forget(line(14)));
    }

    /** A machine that lost its journal's key cannot say which lines it wrote: that is no fork. */
    @Test
    void ofLinesThatCannotBeReadOnlyTheLastIsKnown() {
        AckRules.Situation keyLost = new AckRules.Situation(line(10), line(20), Optional.empty(), line(15));
        assertThat(AckRules.judge(foreign(14), keyLost, Optional.empty())).isInstanceOf(AckRules.Outcome.Nothing.class);
        assertThat(AckRules.judge(line(15), keyLost, ours(15))).isEqualTo(new AckRules.Outcome.Forget(line(15)));
        assertThat(AckRules.judge(foreign(15), keyLost, ours(15))).isInstanceOf(AckRules.Outcome.Forked.class);
    }
}
