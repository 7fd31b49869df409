package dev.sgate.license;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sgate.license.PoolRules.Admission;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.vectors.Samples;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PoolRulesTest {
    private static final Fingerprint A = device("a");
    private static final Fingerprint B = device("b");
    private static final Fingerprint C = device("c");

    static Stream<Arguments> admissions() {
        return Stream.of(
                arguments("an empty pool", 1, List.of(), Set.of(), "Seated"),
                arguments("one seat left", 2, List.of(), Set.of(B), "Seated"),
                arguments("none left", 2, List.of(), Set.of(B, C), "Refused"),
                arguments("again", 2, List.of(), Set.of(A, B), "AlreadySeated"),
                arguments("again, in a pool that shrank", 1, List.of(), Set.of(A, B, C), "AlreadySeated"),
                arguments("the seat left is bound to another", 2, List.of(C), Set.of(B), "Refused"),
                arguments("the bound one has taken its own", 3, List.of(C), Set.of(B, C), "Seated"),
                arguments("bound in advance", 2, List.of(A), Set.of(B), "Seated"),
                arguments("bound in advance, and the pool is full of others", 2, List.of(A), Set.of(B, C), "Seated"),
                arguments("all seats bound", 2, List.of(B, C), Set.of(), "Refused"));
    }

    @ParameterizedTest(name = "{0}: {4}")
    @MethodSource("admissions")
    void admits(String why, long size, List<Fingerprint> bound, Set<Fingerprint> seated, String result) {
        Admission admission = PoolRules.admit(new Pool(size, bound, 0), seated, A);
        assertThat(admission.getClass().getSimpleName()).as(why).isEqualTo(result);
    }

    @Test
    void theRefusalSaysWhoTookTheSeats() {
        assertThat(PoolRules.admit(new Pool(2, List.of(C), 0), Set.of(B), A))
                .isInstanceOfSatisfying(Admission.Refused.class, refused -> {
                    assertThat(refused.refusal().code()).isEqualTo(RefusalCode.POOL_EXHAUSTED);
                    assertThat(refused.refusal().evidence().facts())
                            .containsEntry("poolSize", "2")
                            .containsEntry("seated", "1")
                            .containsEntry("boundInAdvance", "1")
                            .containsEntry("device", A.hex());
                });
    }

    private static Fingerprint device(String name) {
        return new Fingerprint(new Sha256(Samples.digest(name)));
    }
}
