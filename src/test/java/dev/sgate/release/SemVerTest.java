package dev.sgate.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sgate.vectors.RandomInput;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SemVerTest {
    /** semver.org, 11, and numbers longer than any integer. */
    private static final List<String> ASCENDING = List.of(
            "0.0.0-0",
            "0.0.0",
            "0.0.1",
            "0.1.0",
            "0.9.0",
            "0.10.0",
            "1.0.0--",
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "1.0.1",
            "2.0.0",
            "2.1.0",
            "2.1.1",
            "99999999999999999999.0.0-9",
            "99999999999999999999.0.0",
            "100000000000000000000.0.0");

    @Test
    void theOrderIsTheSpecifications() {
        for (int i = 0; i < ASCENDING.size(); i++) {
            for (int j = 0; j < ASCENDING.size(); j++) {
                int order = new SemVer(ASCENDING.get(i)).compareTo(new SemVer(ASCENDING.get(j)));
                assertThat(Integer.signum(order))
                        .as("%s and %s", ASCENDING.get(i), ASCENDING.get(j))
                        .isEqualTo(Integer.compare(i, j));
            }
        }
    }

    @Test
    void theOrderIsOne() {
        RandomInput.forEachSeed(random -> {
            SemVer a = version(random);
            SemVer b = version(random);
            SemVer c = version(random);
            assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
            assertThat(a.compareTo(b) > 0 || b.compareTo(c) > 0 || a.compareTo(c) <= 0)
                    .as("%s, %s, %s", a, b, c)
                    .isTrue();
        });
    }

    @Test
    void buildMetadataDoesNotCount() {
        RandomInput.forEachSeed(random -> {
            SemVer version = version(random);
            SemVer built = new SemVer(version.withoutBuild().written() + "+build.007");
            assertThat(built).isEqualByComparingTo(version);
            assertThat(built.withoutBuild()).isEqualTo(version.withoutBuild());
        });
    }

    @Test
    void anyTextIsAVersionOrNone() {
        RandomInput.forEachSeed(random -> {
            String text = RandomInput.text(random, 12, "0123456789.-+ab");
            SemVer.find(text).ifPresent(version -> assertThat(version.written()).isEqualTo(text));
        });
    }

    private static SemVer version(Random random) {
        String tail = RandomInput.oneOf(
                random, "", "", "-0", "-1", "-10", "-a", "-a.1", "-a.b", "-A", "--", "-1a", "-a+x", "+y");
        return new SemVer(random.nextInt(3) + "." + random.nextInt(3) + "." + random.nextInt(3) + tail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2",
                "1.2.3.4",
                "v1.2.3",
                "01.2.3",
                "1.02.3",
                "1.2.03",
                "1.2.3-",
                "1.2.3-01",
                "1.2.3-a..b",
                "1.2.3+",
                "1.2.3+a+b",
                "1.2.3-\u00e4",
                " 1.2.3",
                "1.2.3\n",
                "-1.2.3",
                "1.2.3-a_b",
                "\u0661.0.0"
            })
    void isNoVersion(String text) {
        assertThat(SemVer.find(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new SemVer(text));
    }

    @Test
    void aLongVersionIsNone() {
        assertThat(SemVer.find("1.0.0-" + "a".repeat(122))).isPresent();
        assertThat(SemVer.find("1.0.0-" + "a".repeat(123))).isEmpty();
    }
}
