package dev.sgate.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.vectors.RandomInput;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    /** Whatever a hostile file says, a line of the log stays one line of ASCII (THREATS I6). */
    @Test
    void valuesArePrintableAscii() {
        RandomInput.forEachSeed(random -> {
            String hostile = RandomInput.text(random, 500, "\u001b[2J\n\r\u202e\"\\ =");
            assertThat(Evidence.of("found", hostile).oneLine())
                    .matches("[ -~]*")
                    .hasSizeLessThan(220);
        });
    }

    @Test
    void orderIsKept() {
        Evidence evidence = Evidence.of("b", 1).and("a", "two words").and("c", "x\ny\"");
        assertThat(evidence.oneLine()).isEqualTo("b=1 a=\"two words\" c=x\\u000ay\"");
        assertThat(evidence.facts().keySet()).containsExactly("b", "a", "c");
    }

    /** FORMATS, "Refusal codes": the closed list, in its order. */
    @Test
    void theListOfCodesIsTheFormatPages() {
        String listed =
                "malformed unsupported-version too-large truncated trailing-data unknown-key revoked-key wrong-role "
                        + "bad-signature digest-mismatch expired not-yet-valid superseded equivocation revoked wrong-product "
                        + "wrong-platform wrong-appliance downgrade quarantined unlicensed pool-exhausted clock-rollback crl-stale "
                        + "needs-confirmation unsafe-archive health-check-failed no-space too-many-files unsafe-mount read-error stalled "
                        + "volume-gone internal";
        assertThat(Arrays.stream(RefusalCode.values()).map(RefusalCode::word).collect(Collectors.joining(" ")))
                .isEqualTo(listed);
        assertThat(Stream.of(listed.split(" ")).map(RefusalCode::find)).allMatch(found -> found.isPresent());
        assertThat(RefusalCode.find("MALFORMED")).isEmpty();
    }
}
