package dev.sgate.release;

import static dev.sgate.vectors.Samples.AS_IT_IS;
import static dev.sgate.vectors.Samples.in;
import static dev.sgate.vectors.Samples.offer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.vectors.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a good update says is what is read; what is refused stands in the vectors. */
class UpdateOfferTest {
    @Test
    void whatIsAbsentHasItsDefault() {
        UpdateOffer offer = offer(AS_IT_IS);
        assertThat(offer.terms().allowDowngrade()).isFalse();
        assertThat(offer.terms().expires()).isEmpty();
        assertThat(offer.terms().crl()).isEmpty();
        assertThat(offer.app().healthCheck())
                .isEqualTo(new HealthCheck.Alive(Duration.ofSeconds(5), Duration.ofSeconds(30)));
        assertThat(offer.app().command()).containsExactly("lamp.sh");
        assertThat(offer.app().minimumVersion()).isEmpty();
    }

    @Test
    void anArchiveIsReadWholly() {
        UpdateOffer offer = offer(UpdateOfferTest::archive);
        assertThat(offer.app().mediaType()).isEqualTo(App.MediaType.TAR_ZSTD);
        assertThat(offer.app().unpackedLength()).contains(4096L);
        assertThat(offer.app().unpackedFiles()).contains(3L);
        assertThat(offer.app().command()).containsExactly("./bin/lamp", "-v");
        assertThat(offer.app().healthCheck())
                .isEqualTo(new HealthCheck.Command(List.of("bin/check"), Duration.ofSeconds(7)));
        assertThat(offer.terms().issuedAt()).isEqualTo(Instant.parse(Samples.MADE));
    }

    private static void archive(Map<String, Object> update) {
        Map<String, Object> app = in(update, "app");
        app.put("mediaType", "application/zstd");
        app.put("unpackedLength", 4096);
        app.put("unpackedFiles", 3);
        app.put("run", List.of("./bin/lamp", "-v"));
        app.put(
                "healthCheck",
                Samples.members("type", "command", "command", List.of("bin/check"), "timeoutSeconds", 7));
        app.put("minimumVersion", "2.0.0");
    }

    /** What the product writes, it reads back as the same. */
    @Test
    void termsAreWrittenAsTheyAreRead() {
        List<Consumer<Map<String, Object>>> samples =
                List.of(AS_IT_IS, UpdateOfferTest::archive, UpdateOfferTest::withHttp, UpdateOfferTest::withUnit);
        for (Consumer<Map<String, Object>> sample : samples) {
            UpdateTerms terms = offer(sample).terms();
            UpdateTerms back = offer(update -> {
                        update.clear();
                        update.putAll(terms.toPayload());
                    })
                    .terms();
            assertThat(back).isEqualTo(terms);
        }
    }

    private static void withHttp(Map<String, Object> update) {
        update.put("expires", Samples.NOW);
        in(update, "app").put("healthCheck", Samples.members("type", "http", "url", "http://127.0.0.1:80/x?y#z"));
    }

    private static void withUnit(Map<String, Object> update) {
        update.put("allowDowngrade", true);
        update.put("expires", "2026-01-31T00:00:00Z");
        in(update, "app").put("healthCheck", Samples.members("type", "unit"));
    }

    @ParameterizedTest
    @CsvSource({
        "bin/lamp,true",
        "lamp,true",
        "./lamp,true",
        "a/./b,true",
        "...,true",
        "..a/b,true",
        "/bin/lamp,false",
        "..,false",
        "a/..,false",
        "a/../b,false",
        "../a,false",
        "a//b,false",
        "a/,false",
        ".,false",
        "a/.,false",
        "'',false",
        "a\\b,false"
    })
    void aCommandIsInsideTheRelease(String path, boolean inside) {
        assertThat(RunCommand.isInside(path)).isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({
        "linux/amd64,linux/amd64,true",
        "linux/amd64,any,true",
        "linux/amd64,linux/arm64,false",
        "linux/amd64,Linux/amd64,false",
        "linux/amd64,'',false"
    })
    void aPlatformRunsItsOwnAndAny(String here, String offered, boolean runs) {
        assertThat(new Platform(here).runs(offered)).isEqualTo(runs);
    }

    @Test
    void machinesNameThemselvesInManyWays() {
        assertThat(Platform.of("Linux", "aarch64").word()).isEqualTo("linux/arm64");
        assertThat(Platform.of("Linux", "x86_64").word()).isEqualTo("linux/amd64");
        assertThat(Platform.of("Linux", "riscv64").word()).isEqualTo("linux/riscv64");
        assertThat(Optional.of(Platform.of("linux", "amd64"))).contains(new Platform("linux/amd64"));
    }
}
