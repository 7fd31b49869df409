package dev.sgate.release;

import static dev.sgate.vectors.Samples.AS_IT_IS;
import static dev.sgate.vectors.Samples.in;
import static dev.sgate.vectors.Samples.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sgate.release.ReleaseDecision.AlreadyInstalled;
import dev.sgate.release.ReleaseDecision.Install;
import dev.sgate.release.ReleaseDecision.Refused;
import dev.sgate.release.ReleaseSituation.Running;
import dev.sgate.seal.Sha256;
import dev.sgate.vectors.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sample brings {@code lamp} 2.4.0 for any platform. It is one thing: a table of situations in which it may be installed, and
 * one of those in which it may not.
 */
class ReleaseRulesTest {
    private static final Instant NOW = Instant.parse(Samples.NOW);
    private static final Instant MADE = Instant.parse(Samples.MADE);
    private static final Sha256 DIGEST = Sha256.of(Samples.attachment());
    private static final Sha256 OTHER = new Sha256(Samples.digest("other"));
    private static final Consumer<Map<String, Object>> DOWNGRADE = ReleaseRulesTest::mayGoBack;

    static Stream<Arguments> installed() {
        return Stream.of(
                arguments("the first release", AS_IT_IS, at(NOW)),
                arguments("no state", AS_IT_IS, ReleaseSituation.alone(NOW)),
                arguments("an application of its product", AS_IT_IS, at(NOW).heldBy("lantern")),
                arguments(
                        "a newer one",
                        AS_IT_IS,
                        at(NOW).runs("2.3.9", OTHER, MADE).committed("2.3.9")),
                arguments("this platform", app("platform", "linux/arm64"), at(NOW)),
                arguments("a dated one, ahead of the clock", AS_IT_IS, at(MADE.minus(Duration.ofDays(400)))),
                arguments("in its last second", update("expires", Samples.NOW), at(NOW)),
                arguments("at the floor", AS_IT_IS, at(NOW).floor("2.4.0").committed("2.4.0")),
                arguments("above a pre-release", AS_IT_IS, at(NOW).committed("2.4.0-rc.9")),
                arguments(
                        "the highest again, after going back",
                        AS_IT_IS,
                        at(NOW).runs("2.3.0", OTHER, MADE).committed("2.4.0")),
                arguments(
                        "going back, allowed",
                        DOWNGRADE,
                        at(MADE).runs("3.0.0", OTHER, MADE.minusSeconds(1)).committed("3.0.0")),
                arguments("going back, nothing runs", DOWNGRADE, at(MADE).committed("3.0.0")),
                arguments(
                        "going up with a permission to go back",
                        DOWNGRADE,
                        at(MADE).runs("2.0.0", OTHER, MADE).committed("2.0.0")),
                arguments("another digest is quarantined", AS_IT_IS, at(NOW).quarantined(OTHER, MADE)),
                arguments(
                        "quarantine lifted by a later file",
                        AS_IT_IS,
                        at(NOW).quarantined(DIGEST, MADE.minusSeconds(1))),
                arguments("known with this digest", AS_IT_IS, at(NOW).known("2.4.0", "any", DIGEST)),
                arguments("known for another platform", AS_IT_IS, at(NOW).known("2.4.0", "linux/amd64", OTHER)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("installed")
    void isInstalled(String why, Consumer<Map<String, Object>> change, Object situation) {
        assertThat(ReleaseRules.judge(offer(change), of(situation))).as(why).isInstanceOf(Install.class);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("another product", update("product", "beacon"), at(NOW), "wrong-product", "product"),
                arguments("another product's application", AS_IT_IS, at(NOW).heldBy("beacon"), "wrong-product", "app"),
                arguments(
                        "401 days ahead",
                        AS_IT_IS,
                        at(MADE.minus(Duration.ofDays(400)).minusSeconds(1)),
                        "not-yet-valid",
                        "issuedAt"),
                arguments("a second late", update("expires", "2026-02-01T11:59:59Z"), at(NOW), "expired", "expires"),
                arguments(
                        "a second late, no state",
                        update("expires", "2026-02-01T11:59:59Z"),
                        ReleaseSituation.alone(NOW),
                        "expired",
                        "expires"),
                arguments("another platform", app("platform", "linux/amd64"), at(NOW), "wrong-platform", "platform"),
                arguments(
                        "a platform nobody knows",
                        app("platform", "plan9/mips"),
                        at(NOW),
                        "wrong-platform",
                        "platform"),
                arguments("below the highest", AS_IT_IS, at(NOW).committed("2.4.1"), "downgrade", "highestCommitted"),
                arguments(
                        "a pre-release of the highest",
                        app("version", "2.4.1-rc.1"),
                        at(NOW).committed("2.4.1"),
                        "downgrade",
                        "highestCommitted"),
                arguments("below the floor", AS_IT_IS, at(NOW).floor("2.4.1"), "downgrade", "minimumVersion"),
                arguments(
                        "below the floor, going back is allowed",
                        DOWNGRADE,
                        at(MADE).floor("2.4.1").committed("3.0.0"),
                        "downgrade",
                        "minimumVersion"),
                arguments(
                        "going back with a file as old as the running one's",
                        DOWNGRADE,
                        at(MADE).runs("3.0.0", OTHER, MADE).committed("3.0.0"),
                        "downgrade",
                        "issuedAt"),
                arguments("going back, too late", DOWNGRADE, at(NOW).committed("3.0.0"), "expired", "expires"),
                arguments(
                        "running with another digest",
                        AS_IT_IS,
                        at(NOW).runs("2.4.0", OTHER, MADE),
                        "equivocation",
                        "release"),
                arguments(
                        "known with another digest",
                        AS_IT_IS,
                        at(NOW).known("2.4.0", "any", OTHER),
                        "equivocation",
                        "release"),
                arguments(
                        "known with other build metadata",
                        app("version", "2.4.0+build.2"),
                        at(NOW).known("2.4.0+build.1", "any", OTHER),
                        "equivocation",
                        "release"),
                arguments(
                        "quarantined by this file",
                        AS_IT_IS,
                        at(NOW).quarantined(DIGEST, MADE),
                        "quarantined",
                        "sha256"),
                arguments(
                        "quarantined by a later file",
                        AS_IT_IS,
                        at(NOW).quarantined(DIGEST, NOW),
                        "quarantined",
                        "sha256"));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("refused")
    void isRefused(String why, Consumer<Map<String, Object>> change, Object situation, String code, String fact) {
        assertThat(ReleaseRules.judge(offer(change), of(situation)))
                .as(why)
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.refusal().code().word()).as(why).isEqualTo(code);
                    assertThat(refused.refusal().evidence().facts()).as(why).containsKey(fact);
                });
    }

    @Test
    void theRunningReleaseIsRecognised() {
        for (String running : new String[] {"2.4.0", "2.4.0+another.build"}) {
            Here here = at(NOW).runs(running, DIGEST, MADE).committed("3.0.0").quarantined(DIGEST, NOW);
            assertThat(ReleaseRules.judge(offer(AS_IT_IS), here.situation())).isInstanceOf(AlreadyInstalled.class);
        }
    }

    /** Everything is wrong with it; taking away the first cause shows the next, in the order of the format page. */
    @Test
    void theFirstCheckDecides() {
        Consumer<Map<String, Object>> bad = update -> {
            update.put("expires", "2026-01-15T00:00:00Z");
            in(update, "app").put("platform", "linux/amd64");
        };
        Here here = at(NOW).known("2.4.0", "linux/amd64", OTHER)
                .floor("9.0.0")
                .committed("9.9.9")
                .quarantined(DIGEST, NOW);
        assertThat(code(bad, here.products("beacon").latestKnownTime(Instant.EPOCH)))
                .isEqualTo("wrong-product");
        assertThat(code(bad, here.products("lantern"))).isEqualTo("not-yet-valid");
        assertThat(code(bad, here.latestKnownTime(NOW))).isEqualTo("expired");
        assertThat(code(bad, here.now(MADE))).isEqualTo("wrong-platform");
        assertThat(code(bad, here.platform("linux/amd64"))).isEqualTo("equivocation");
        assertThat(code(bad, here.known("2.4.0", "linux/amd64", DIGEST))).isEqualTo("downgrade");
        assertThat(code(bad, here.floor("1.0.0").committed("1.0.0"))).isEqualTo("quarantined");
    }

    private static void mayGoBack(Map<String, Object> update) {
        update.put("allowDowngrade", true);
        update.put("expires", "2026-01-31T00:00:00Z");
    }

    private static String code(Consumer<Map<String, Object>> change, Here here) {
        return ReleaseRules.judge(offer(change), here.situation()) instanceof Refused refused
                ? refused.refusal().code().word()
                : "not refused";
    }

    private static Consumer<Map<String, Object>> update(String name, Object value) {
        return update -> update.put(name, value);
    }

    private static Consumer<Map<String, Object>> app(String name, Object value) {
        return update -> in(update, "app").put(name, value);
    }

    private static ReleaseSituation of(Object situation) {
        return situation instanceof Here here ? here.situation() : (ReleaseSituation) situation;
    }

    private static Here at(Instant now) {
        return new Here(now);
    }

    /** A box of product {@code lantern} on arm64, changed step by step. */
    private static final class Here {
        private Instant now;
        private Instant latestKnownTime;
        private String product = "lantern";
        private Optional<String> heldBy = Optional.empty();
        private String platform = "linux/arm64";
        private Optional<Running> running = Optional.empty();
        private Optional<SemVer> committed = Optional.empty();
        private Optional<SemVer> floor = Optional.empty();
        private Map<Sha256, Instant> quarantined = Map.of();
        private Map<ReleaseId, Sha256> known = Map.of();

        Here(Instant now) {
            this.now = now;
            this.latestKnownTime = now;
        }

        Here now(Instant other) {
            now = other;
            return this;
        }

        Here latestKnownTime(Instant other) {
            latestKnownTime = other;
            return this;
        }

        Here products(String other) {
            product = other;
            return this;
        }

        Here platform(String other) {
            platform = other;
            return this;
        }

        Here runs(String version, Sha256 digest, Instant issuedAt) {
            running = Optional.of(new Running(new ReleaseId("lamp", new SemVer(version), "any"), digest, issuedAt));
            return this;
        }

        Here heldBy(String product) {
            heldBy = Optional.of(product);
            return this;
        }

        Here committed(String version) {
            committed = Optional.of(new SemVer(version));
            return this;
        }

        Here floor(String version) {
            floor = Optional.of(new SemVer(version));
            return this;
        }

        Here quarantined(Sha256 digest, Instant issuedAt) {
            quarantined = Map.of(digest, issuedAt);
            return this;
        }

        Here known(String version, String on, Sha256 digest) {
            known = Map.of(new ReleaseId("lamp", new SemVer(version), on), digest);
            return this;
        }

        ReleaseSituation situation() {
            return new ReleaseSituation(
                    now,
                    latestKnownTime,
                    Set.of(product),
                    heldBy,
                    Optional.of(new Platform(platform)),
                    running,
                    committed,
                    floor,
                    quarantined,
                    known);
        }
    }
}
