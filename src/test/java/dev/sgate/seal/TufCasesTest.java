package dev.sgate.seal;

import static dev.sgate.vectors.TestKeys.LICENSE_A;
import static dev.sgate.vectors.TestKeys.LICENSE_REVOKED;
import static dev.sgate.vectors.TestKeys.ROOT_A;
import static dev.sgate.vectors.TestKeys.ROOT_B;
import static dev.sgate.vectors.TestKeys.ROOT_C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The cases of the TUF conformance suite that apply to trust documents, told in our own words and files. {@code docs/tuf.md} has the
 * table of these and of those that do not apply, with the reason.
 */
class TufCasesTest {
    private static final NamedKey ROOT_D = TestKeys.ed25519("root-d");
    private static final NamedKey ROOT_E = TestKeys.ed25519("root-e");

    private final Keyring held = keyring(document(5, ROOT_A, ROOT_B), ROOT_A, ROOT_B);

    private static Keyring keyring(Map<String, Object> document, NamedKey... by) {
        return Samples.get(Keyring.pin(sealed(document, by)));
    }

    /** The sample document of this version, with these root keys and a threshold of 2. */
    private static Map<String, Object> document(long version, NamedKey... roots) {
        Map<String, Object> document = Samples.trust();
        document.put("version", version);
        List<String> before =
                names(Samples.in(Samples.in(document, "roles"), "root").get("keys"));
        Samples.in(document, "keys").keySet().removeAll(before);
        for (NamedKey root : roots) {
            Samples.in(document, "keys").put(root.kid().value(), TestKeys.entry(root));
        }
        Samples.in(Samples.in(document, "roles"), "root")
                .putAll(Samples.members(
                        "keys",
                        Arrays.stream(roots).map(root -> root.kid().value()).toList(),
                        "threshold",
                        2));
        return document;
    }

    private static List<String> names(@Nullable Object keys) {
        return ((List<?>) Objects.requireNonNull(keys))
                .stream().map(String::valueOf).toList();
    }

    private static byte[] sealed(Map<String, Object> document, NamedKey... by) {
        return Sealer.seal(PayloadType.TRUST, document, List.of(by));
    }

    private static RefusalCode code(Verdict<?> verdict) {
        if (verdict instanceof Verdict.Refused<?>(Refusal refusal)) {
            return refusal.code();
        }
        throw new AssertionError(verdict);
    }

    private static Verdict<VerifiedPayload> license(Keyring keyring, NamedKey... by) throws IOException {
        byte[] file = Sealer.seal(PayloadType.LICENSE, Samples.license(), List.of(by));
        return new SealedFile(new ByteArrayInputStream(file)).open(keyring);
    }

    @Test
    void rootRotatesByOneVersion() {
        Keyring next = Samples.get(held.follow(sealed(document(6, ROOT_B, ROOT_C), ROOT_A, ROOT_B, ROOT_C)));
        assertThat(next.document().orElseThrow().version()).isEqualTo(6);
    }

    @Test
    void rootRotatesByManyVersionsOneAfterTheOther() {
        Keyring keyring = held;
        for (long version = 6; version < 40; version++) {
            keyring = Samples.get(keyring.follow(sealed(document(version, ROOT_A, ROOT_B), ROOT_A, ROOT_B)));
        }
        assertThat(keyring.document().orElseThrow().version()).isEqualTo(39);
    }

    @Test
    void everyRootKeyIsReplacedAtOnce() {
        byte[] next = sealed(document(6, ROOT_D, ROOT_E), ROOT_A, ROOT_B, ROOT_D, ROOT_E);
        assertThat(Samples.get(held.follow(next)).document().orElseThrow().version())
                .isEqualTo(6);
    }

    @Test
    void aNewRootSignedByTheOldThresholdAloneIsRefused() {
        assertThat(code(held.follow(sealed(document(6, ROOT_D, ROOT_E), ROOT_A, ROOT_B))))
                .isEqualTo(RefusalCode.UNKNOWN_KEY);
    }

    @Test
    void aNewRootSignedByItsOwnThresholdAloneIsRefused() {
        assertThat(code(held.follow(sealed(document(6, ROOT_D, ROOT_E), ROOT_D, ROOT_E))))
                .isEqualTo(RefusalCode.UNKNOWN_KEY);
    }

    @Test
    void oneSignatureShortOfTheOldThresholdIsRefused() {
        assertThat(code(held.follow(sealed(document(6, ROOT_B, ROOT_C), ROOT_B, ROOT_C))))
                .isEqualTo(RefusalCode.WRONG_ROLE);
    }

    @Test
    void oneSignatureShortOfTheNewThresholdIsRefused() {
        assertThat(code(held.follow(sealed(document(6, ROOT_B, ROOT_C), ROOT_A, ROOT_B))))
                .isEqualTo(RefusalCode.WRONG_ROLE);
    }

    @Test
    void aThresholdMayRiseAndFall() {
        Map<String, Object> three = document(6, ROOT_A, ROOT_B, ROOT_C);
        Samples.in(Samples.in(three, "roles"), "root").put("threshold", 3);
        Keyring risen = Samples.get(held.follow(sealed(three, ROOT_A, ROOT_B, ROOT_C)));
        assertThat(code(risen.follow(sealed(document(7, ROOT_A, ROOT_B), ROOT_A, ROOT_B))))
                .isEqualTo(RefusalCode.WRONG_ROLE);
        assertThat(Samples.get(risen.follow(sealed(document(7, ROOT_A, ROOT_B), ROOT_A, ROOT_B, ROOT_C)))
                        .document()
                        .orElseThrow()
                        .version())
                .isEqualTo(7);
    }

    @Test
    void oneKeyThatSignsTwiceCountsOnce() {
        byte[] twice = sealed(document(6, ROOT_A, ROOT_B), ROOT_A, ROOT_A);
        assertThat(code(held.follow(twice))).isEqualTo(RefusalCode.MALFORMED);
    }

    @Test
    void oneKeyUnderTwoIdsDoesNotReachAThreshold() {
        NamedKey again = new NamedKey(new Kid("root-a-again"), ROOT_A.key());
        byte[] file = sealed(document(6, ROOT_A, again), ROOT_A, ROOT_B, again);
        assertThat(code(held.follow(file))).isEqualTo(RefusalCode.MALFORMED);
    }

    @Test
    void aKeyIdNeedNotBeTheDigestOfItsKey() throws IOException {
        assertThat(license(held, LICENSE_A)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void aRoleThatNamesAnUnknownKeyIsRefused() {
        Map<String, Object> next = document(6, ROOT_A, ROOT_B);
        Samples.in(Samples.in(next, "roles"), "license").put("keys", List.of("nobody"));
        assertThat(code(held.follow(sealed(next, ROOT_A, ROOT_B)))).isEqualTo(RefusalCode.MALFORMED);
    }

    @Test
    void aRoleWithoutKeysIsRefused() {
        Map<String, Object> next = document(6, ROOT_A, ROOT_B);
        Samples.in(Samples.in(next, "roles"), "update").put("keys", List.of());
        assertThat(code(held.follow(sealed(next, ROOT_A, ROOT_B)))).isEqualTo(RefusalCode.MALFORMED);
    }

    @Test
    void aKeyOfAnUnknownAlgorithmIsRefused() {
        Map<String, Object> next = document(6, ROOT_A, ROOT_B);
        Samples.in(Samples.in(next, "keys"), "license-a").put("algorithm", "ecdsa-p256");
        assertThat(code(held.follow(sealed(next, ROOT_A, ROOT_B)))).isEqualTo(RefusalCode.MALFORMED);
    }

    @Test
    void aKeyThatWasTakenOutOfItsRoleCountsNoMore() throws IOException {
        Map<String, Object> next = document(6, ROOT_A, ROOT_B);
        List<Object> keys = new ArrayList<>(
                (List<?>) Samples.in(Samples.in(next, "roles"), "license").get("keys"));
        keys.remove("license-a");
        Samples.in(Samples.in(next, "roles"), "license").put("keys", keys);
        Keyring keyring = Samples.get(held.follow(sealed(next, ROOT_A, ROOT_B)));
        assertThat(code(license(keyring, LICENSE_A))).isEqualTo(RefusalCode.WRONG_ROLE);
    }

    @Test
    void aRevokedKeyIsNeverBelieved() throws IOException {
        assertThat(code(license(held, LICENSE_REVOKED))).isEqualTo(RefusalCode.REVOKED_KEY);
    }

    @Test
    void anOlderVersionIsRollback() {
        assertThat(code(held.follow(sealed(document(4, ROOT_A, ROOT_B), ROOT_A, ROOT_B))))
                .isEqualTo(RefusalCode.SUPERSEDED);
    }

    @Test
    void theSameVersionWithOtherContentIsRefused() {
        Map<String, Object> other = document(5, ROOT_A, ROOT_B);
        other.put("expires", "2033-01-01T00:00:00Z");
        assertThat(code(held.follow(sealed(other, ROOT_A, ROOT_B)))).isEqualTo(RefusalCode.EQUIVOCATION);
    }

    @Test
    void theSameVersionAgainChangesNothing() {
        assertThat(Samples.get(held.follow(sealed(document(5, ROOT_A, ROOT_B), ROOT_A, ROOT_B))))
                .isSameAs(held);
    }

    @Test
    void aVersionThatSkipsOneIsFastForwardAndRefused() {
        for (long version : new long[] {7, 1_000_000, Limits.INTEGER_MAX}) {
            assertThat(code(held.follow(sealed(document(version, ROOT_A, ROOT_B), ROOT_A, ROOT_B))))
                    .isEqualTo(RefusalCode.NOT_YET_VALID);
        }
    }

    @Test
    void anExpiredVersionBetweenTwoIsPassedThrough() {
        Map<String, Object> between = document(6, ROOT_A, ROOT_B);
        between.put("expires", "2001-01-01T00:00:00Z");
        Keyring passed = Samples.get(held.follow(sealed(between, ROOT_A, ROOT_B)));
        assertThat(Samples.get(passed.follow(sealed(document(7, ROOT_A, ROOT_B), ROOT_A, ROOT_B)))
                        .document()
                        .orElseThrow()
                        .version())
                .isEqualTo(7);
    }

    @Test
    void anExpiredDocumentStillCounts() throws IOException {
        Map<String, Object> expired = document(6, ROOT_A, ROOT_B);
        expired.put("expires", "2001-01-01T00:00:00Z");
        Keyring keyring = Samples.get(held.follow(sealed(expired, ROOT_A, ROOT_B)));
        assertThat(license(keyring, LICENSE_A)).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void anUnknownMemberIsIgnored() {
        Map<String, Object> next = document(6, ROOT_A, ROOT_B);
        next.put("custom", Samples.members("a", "b"));
        assertThat(held.follow(sealed(next, ROOT_A, ROOT_B))).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void aDocumentOfAnotherTypeIsRefused() {
        byte[] license = Sealer.seal(PayloadType.LICENSE, Samples.license(), List.of(LICENSE_A));
        assertThat(code(held.follow(license))).isEqualTo(RefusalCode.MALFORMED);
    }

    @Test
    void aRefusedDocumentLeavesNothingBehind() {
        held.follow(sealed(document(6, ROOT_D, ROOT_E), ROOT_D, ROOT_E));
        assertThat(code(held.follow(sealed(document(7, ROOT_D, ROOT_E), ROOT_D, ROOT_E))))
                .isEqualTo(RefusalCode.UNKNOWN_KEY);
        assertThat(held.document().orElseThrow().version()).isEqualTo(5);
    }

    @Test
    void thePageNamesEachOfTheseCases() throws IOException {
        String page = Files.readString(Path.of("docs", "tuf.md"));
        Set<String> named = Pattern.compile("\\| `([a-zA-Z]+)` \\|")
                .matcher(page)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> here = Arrays.stream(TufCasesTest.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(Method::getName)
                .filter(name -> !name.equals("thePageNamesEachOfTheseCases"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isEqualTo(here);
    }
}
