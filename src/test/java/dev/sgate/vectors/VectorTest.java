package dev.sgate.vectors;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.Limits;
import dev.sgate.vectors.ReferenceReader.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every vector through the pure core, and what the collection as a whole promises. */
class VectorTest {
    /** The codes that a reader without any state can come to. */
    private static final Set<String> REACHABLE = Set.of(
            "malformed",
            "unsupported-version",
            "too-large",
            "truncated",
            "trailing-data",
            "unknown-key",
            "revoked-key",
            "wrong-role",
            "bad-signature",
            "digest-mismatch",
            "expired",
            "not-yet-valid",
            "superseded",
            "equivocation",
            "revoked");

    static Stream<Vector> vectors() {
        return Vectors.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void isJudgedAsItSays(Vector vector) throws IOException {
        CountingStream in = new CountingStream(new ByteArrayInputStream(vector.bytes()));
        Outcome outcome = ReferenceReader.read(in, vector.keyring(), vector.at());
        assertThat(outcome.word()).as(vector.description()).isEqualTo(vector.expect());
        assertThat(outcome.update()).as(vector.description()).isEqualTo(vector.update());
        outcome.file()
                .ifPresent(refusal -> assertThat(refusal.evidence().facts()).containsAllEntriesOf(vector.evidence()));
        if (outcome.word().equals("too-large")) {
            assertThat(in.count()).isLessThanOrEqualTo(Limits.ENVELOPE_MAX_BYTES);
        }
    }

    @Test
    void thereAreEnough() {
        List<Vector> all = Vectors.all();
        assertThat(all).hasSizeGreaterThanOrEqualTo(150);
        assertThat(all.stream().filter(Vector::accepted).count()).isGreaterThanOrEqualTo(40);
    }

    @Test
    void eachReachableCodeHasThreeRecipes() {
        Map<String, Set<List<String>>> recipes = vectors()
                .filter(vector -> !isByteFlip(vector))
                .collect(groupingBy(Vector::expect, mapping(Vector::recipe, toSet())));
        assertThat(recipes.keySet()).containsExactlyInAnyOrderElementsOf(withAccepted());
        recipes.forEach((code, different) -> assertThat(different).as(code).hasSizeGreaterThanOrEqualTo(3));
    }

    private static Set<String> withAccepted() {
        return Stream.concat(REACHABLE.stream(), Stream.of(Vector.ACCEPTED)).collect(toSet());
    }

    @Test
    void byteFlipsAreFew() {
        long flips = vectors().filter(VectorTest::isByteFlip).count();
        assertThat(flips).isLessThanOrEqualTo(Vectors.all().size() / 10);
    }

    private static boolean isByteFlip(Vector vector) {
        return vector.recipe().stream().anyMatch(step -> step.contains("flip a bit"));
    }
}
