package dev.sgate.license;

import static dev.sgate.vectors.Samples.AS_IT_IS;
import static dev.sgate.vectors.Samples.bundle;
import static dev.sgate.vectors.Samples.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sgate.license.LicenseSituation.Held;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.vectors.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Licenses that come into force, and licenses that do not. It is one thing: a table of each. */
class LicenseRulesTest {
    private static final Instant NOW = Instant.parse(Samples.NOW);
    private static final Instant MADE = Instant.parse(Samples.MADE);
    private static final Instant VALID_UNTIL = Instant.parse(Samples.VALID_UNTIL);
    private static final Sha256 DEVICE = new Sha256(Samples.digest("device"));
    private static final Sha256 OTHER_DEVICE = new Sha256(Samples.digest("other device"));
    private static final Sha256 OTHER_BUNDLE = new Sha256(Samples.digest("other bundle"));
    private static final Sha256 KEY_HASH = new Sha256(Samples.LICENSE_KEY_HASH);
    private static final LicenseSituation HERE = new LicenseSituation(
            NOW, NOW, Set.of("lantern"), Optional.of(DEVICE), Optional.empty(), false, Optional.empty());

    static Stream<Arguments> accepted() {
        return Stream.of(
                arguments("as it is", AS_IT_IS, HERE),
                arguments("any product", AS_IT_IS, with().products()),
                arguments("named appliance", set("appliances", List.of(DEVICE.hex())), HERE),
                arguments("no appliance judges", set("appliances", List.of(DEVICE.hex())), LicenseSituation.alone(NOW)),
                arguments("its last second", AS_IT_IS, with().now(VALID_UNTIL)),
                arguments("dated ahead of the clock", AS_IT_IS, with().now(MADE.minus(Duration.ofDays(400)))),
                arguments("the product was built later than the clock says", AS_IT_IS, with().nowButBuilt(MADE)),
                arguments("a newer serial", AS_IT_IS, with().held("", 4, OTHER_BUNDLE)),
                arguments("the same site", set("site", "north"), with().held("north", 4, OTHER_BUNDLE)),
                arguments("to be activated in its last second", set("activateBy", Samples.NOW), HERE),
                arguments("an open pool is not opened", set("activateBy", Samples.MADE), with().poolOpen()),
                arguments("revoked once, no longer", crlOf(7, Samples.LICENSE_KEY_HASH), with().crl(8)),
                arguments("someone else is revoked", AS_IT_IS, with().crl(9, OTHER_BUNDLE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void comesIntoForce(String why, Consumer<Map<String, Object>> change, LicenseSituation situation) {
        LicenseBundle bundle = bundle(change);
        assertThat(LicenseRules.judge(bundle, situation)).as(why).isEqualTo(Verdict.accepted(bundle));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("another product", AS_IT_IS, with().products("beacon", "buoy"), "wrong-product", "product"),
                arguments(
                        "another device",
                        set("appliances", List.of(OTHER_DEVICE.hex())),
                        HERE,
                        "wrong-appliance",
                        "deviceKeyId"),
                arguments("nobody's", set("appliances", List.of()), HERE, "wrong-appliance", "deviceKeyId"),
                arguments(
                        "another site",
                        set("site", "south"),
                        with().held("north", 4, OTHER_BUNDLE),
                        "wrong-appliance",
                        "site"),
                arguments(
                        "no site after one",
                        AS_IT_IS,
                        with().held("north", 4, OTHER_BUNDLE),
                        "wrong-appliance",
                        "site"),
                arguments(
                        "a site after none",
                        set("site", "north"),
                        with().held("", 9, OTHER_BUNDLE),
                        "wrong-appliance",
                        "site"),
                arguments(
                        "401 days ahead",
                        AS_IT_IS,
                        with().now(MADE.minus(Duration.ofDays(400)).minusSeconds(1)),
                        "not-yet-valid",
                        "issuedAt"),
                arguments("a second late", AS_IT_IS, with().now(VALID_UNTIL.plusSeconds(1)), "expired", "validUntil"),
                arguments("an older serial", AS_IT_IS, with().held("", 6, OTHER_BUNDLE), "superseded", "serial"),
                arguments(
                        "another with its serial",
                        AS_IT_IS,
                        with().held("", 5, OTHER_BUNDLE),
                        "equivocation",
                        "serial"),
                arguments(
                        "too late for a new pool",
                        set("activateBy", "2026-02-01T11:59:59Z"),
                        HERE,
                        "expired",
                        "activateBy"),
                arguments(
                        "too late, no state",
                        set("activateBy", "2026-02-01T11:59:59Z"),
                        LicenseSituation.alone(NOW),
                        "expired",
                        "activateBy"),
                arguments("revoked by its own list", crlOf(7, Samples.LICENSE_KEY_HASH), HERE, "revoked", "crlNumber"),
                arguments(
                        "revoked by its own newer list",
                        crlOf(9, Samples.LICENSE_KEY_HASH),
                        with().crl(8),
                        "revoked",
                        "crlNumber"),
                arguments("revoked by a newer list", AS_IT_IS, with().crl(8, KEY_HASH), "revoked", "crlNumber"),
                arguments("two lists with one number", AS_IT_IS, with().crl(7, KEY_HASH), "revoked", "crlNumber"));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("refused")
    void isRefused(
            String why, Consumer<Map<String, Object>> change, LicenseSituation situation, String code, String fact) {
        Refusal refusal = refusal(LicenseRules.judge(bundle(change), situation));
        assertThat(refusal.code().word()).as(why).isEqualTo(code);
        assertThat(refusal.evidence().facts()).as(why).containsKey(fact);
    }

    /** Everything is wrong with it; taking away the first cause shows the next, in the order of the format page. */
    @Test
    void theFirstCheckDecides() {
        Consumer<Map<String, Object>> bad = license -> {
            license.put("appliances", List.of(OTHER_DEVICE.hex()));
            license.put("activateBy", Samples.MADE);
            crlOf(7, Samples.LICENSE_KEY_HASH).accept(license);
        };
        Instant late = VALID_UNTIL.plusSeconds(1);
        Held newer = new Held("", 6, OTHER_BUNDLE);
        assertThat(codes(
                        bad,
                        situation(late, Instant.EPOCH, "beacon", DEVICE, newer),
                        situation(late, Instant.EPOCH, "lantern", DEVICE, newer),
                        situation(late, Instant.EPOCH, "lantern", OTHER_DEVICE, newer),
                        situation(late, late, "lantern", OTHER_DEVICE, newer),
                        situation(NOW, NOW, "lantern", OTHER_DEVICE, newer),
                        situation(NOW, NOW, "lantern", OTHER_DEVICE, new Held("", 4, OTHER_BUNDLE)),
                        situation(MADE, MADE, "lantern", OTHER_DEVICE, new Held("", 4, OTHER_BUNDLE))))
                .containsExactly(
                        RefusalCode.WRONG_PRODUCT,
                        RefusalCode.WRONG_APPLIANCE,
                        RefusalCode.NOT_YET_VALID,
                        RefusalCode.EXPIRED,
                        RefusalCode.SUPERSEDED,
                        RefusalCode.EXPIRED,
                        RefusalCode.REVOKED);
    }

    @Test
    void theBundleInForceIsAcceptedAndRecognised() {
        LicenseBundle bundle = bundle(AS_IT_IS);
        LicenseSituation situation = with().held("", 5, bundle.identity());
        assertThat(LicenseRules.judge(bundle, situation)).isEqualTo(Verdict.accepted(bundle));
        assertThat(LicenseRules.isHeld(bundle, situation)).isTrue();
        assertThat(LicenseRules.isHeld(bundle, HERE)).isFalse();
    }

    private static List<RefusalCode> codes(Consumer<Map<String, Object>> change, LicenseSituation... situations) {
        return Stream.of(situations)
                .map(situation ->
                        refusal(LicenseRules.judge(bundle(change), situation)).code())
                .toList();
    }

    private static Refusal refusal(Verdict<LicenseBundle> verdict) {
        return switch (verdict) {
            case Verdict.Refused<LicenseBundle>(Refusal refusal) -> refusal;
            case Verdict.Accepted<LicenseBundle> accepted -> throw new AssertionError(accepted);
        };
    }

    private static Consumer<Map<String, Object>> set(String name, Object value) {
        return license -> license.put(name, value);
    }

    private static Consumer<Map<String, Object>> crlOf(int number, String... revoked) {
        return license -> {
            license.put("crl", Samples.crl(revoked));
            in(license, "crl").put("number", number);
        };
    }

    private static LicenseSituation situation(Instant now, Instant latest, String product, Sha256 device, Held held) {
        return new LicenseSituation(
                now, latest, Set.of(product), Optional.of(device), Optional.of(held), false, Optional.empty());
    }

    private static Here with() {
        return new Here();
    }

    /** {@link #HERE} with one thing changed. */
    private static final class Here {
        LicenseSituation products(String... products) {
            return change(it -> new LicenseSituation(
                    it.now(),
                    it.latestKnownTime(),
                    Set.of(products),
                    it.deviceKeyId(),
                    it.held(),
                    false,
                    it.newestCrl()));
        }

        LicenseSituation now(Instant now) {
            return change(it ->
                    new LicenseSituation(now, now, it.products(), it.deviceKeyId(), it.held(), false, it.newestCrl()));
        }

        LicenseSituation nowButBuilt(Instant built) {
            return change(it -> new LicenseSituation(
                    Instant.EPOCH, built, it.products(), it.deviceKeyId(), it.held(), false, it.newestCrl()));
        }

        LicenseSituation held(String site, long serial, Sha256 identity) {
            return change(it -> new LicenseSituation(
                    it.now(),
                    it.latestKnownTime(),
                    it.products(),
                    it.deviceKeyId(),
                    Optional.of(new Held(site, serial, identity)),
                    false,
                    it.newestCrl()));
        }

        LicenseSituation poolOpen() {
            return change(it -> new LicenseSituation(
                    it.now(), it.latestKnownTime(), it.products(), it.deviceKeyId(), it.held(), true, it.newestCrl()));
        }

        LicenseSituation crl(long number, Sha256... revoked) {
            return change(it -> new LicenseSituation(
                    it.now(),
                    it.latestKnownTime(),
                    it.products(),
                    it.deviceKeyId(),
                    it.held(),
                    false,
                    Optional.of(RevocationList.of(number, NOW, List.of(revoked)))));
        }

        private static LicenseSituation change(UnaryOperator<LicenseSituation> change) {
            return change.apply(HERE);
        }
    }
}
