package dev.sgate.seal;

import static dev.sgate.vectors.TestKeys.LICENSE_A;
import static dev.sgate.vectors.TestKeys.ROOT_A;
import static dev.sgate.vectors.TestKeys.ROOT_B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeyringTest {
    private static final byte[] TRUST = Sealer.seal(PayloadType.TRUST, Samples.trust(), List.of(ROOT_A, ROOT_B));

    @Test
    void aPinnedDocumentIsBelieved() {
        Keyring keyring = Samples.get(Keyring.pin(TRUST));
        TrustDocument document = keyring.document().orElseThrow();
        assertThat(document.version()).isEqualTo(4);
        assertThat(document.revoked()).contains(new Kid("license-2023"), new Kid("license-2021"));
        assertThat(document.findBelieved(new Kid("license-a"))).isPresent();
        assertThat(document.findBelieved(new Kid("license-2023"))).isEmpty();
        assertThat(document.threshold(Role.ROOT)).isEqualTo(2);
        assertThat(keyring.whyNothing()).isEmpty();
        assertThat(keyring.identity()).isPresent();
    }

    @Test
    void whatIsPinnedProvesItself() {
        assertThat(code(Keyring.pin(Sealer.seal(PayloadType.TRUST, Samples.trust(), List.of(ROOT_A)))))
                .isEqualTo(RefusalCode.WRONG_ROLE);
        assertThat(code(Keyring.pin(Sealer.seal(PayloadType.TRUST, Samples.trust(), List.of(TestKeys.STRANGER)))))
                .isEqualTo(RefusalCode.UNKNOWN_KEY);
        assertThat(code(Keyring.pin(new byte[0]))).isEqualTo(RefusalCode.MALFORMED);
        assertThat(code(Keyring.pin(Arrays.copyOf(TRUST, TRUST.length + 1)))).isEqualTo(RefusalCode.TRAILING_DATA);
        assertThat(code(Keyring.pin(Arrays.copyOf(TRUST, TRUST.length / 2)))).isEqualTo(RefusalCode.MALFORMED);
    }

    @Test
    void onlyATrustDocumentIsPinned() {
        byte[] license = Sealer.seal(PayloadType.LICENSE, Samples.license(), List.of(LICENSE_A));
        assertThat(code(Keyring.pin(license))).isEqualTo(RefusalCode.UNKNOWN_KEY);
        byte[] journal = Sealer.sealByDevice(
                PayloadType.JOURNAL, Map.of(), TestKeys.ed25519("device").key());
        assertThat(code(Keyring.pin(journal))).isEqualTo(RefusalCode.MALFORMED);
    }

    /** A stick must not be able to bring its own trust to a box that has none. */
    @Test
    void whoBelievesNothingBelievesNoTrustDocumentEither() throws IOException {
        Keyring nothing = Keyring.nothing("the trust document is missing");
        for (byte[] file : List.of(TRUST, Sealer.seal(PayloadType.LICENSE, Samples.license(), List.of(LICENSE_A)))) {
            Verdict<VerifiedPayload> verdict = new SealedFile(new ByteArrayInputStream(file)).open(nothing);
            assertThat(verdict).isInstanceOfSatisfying(Verdict.Refused.class, refused -> {
                assertThat(refused.refusal().code()).isEqualTo(RefusalCode.UNKNOWN_KEY);
                assertThat(refused.refusal().evidence().facts())
                        .containsEntry("trust", "the trust document is missing");
            });
        }
    }

    @Test
    void aKeyForNoProductCountsForNone() {
        Map<String, Object> trust = Samples.trust();
        Samples.in(Samples.in(trust, "keys"), "license-beacon").put("products", List.of());
        TrustDocument document = TestKeys.keyring(trust).document().orElseThrow();
        Set<Kid> signer = Set.of(new Kid("license-beacon"));
        assertThat(document.holders(Role.LICENSE, signer, "beacon")).isEmpty();
        assertThat(document.holders(Role.LICENSE, signer, "lantern")).isEmpty();
    }

    @Test
    void aDocumentIsWrittenAsItIsRead() {
        TrustDocument document = TestKeys.keyring().document().orElseThrow();
        TrustDocument back = TestKeys.keyring(document.toPayload()).document().orElseThrow();
        assertThat(back.version()).isEqualTo(document.version());
        assertThat(back.roles()).isEqualTo(document.roles());
        assertThat(back.revoked()).isEqualTo(document.revoked());
        assertThat(back.keys().keySet()).isEqualTo(document.keys().keySet());
        back.keys().forEach((kid, key) -> {
            TrustDocument.TrustedKey before =
                    Optional.ofNullable(document.keys().get(kid)).orElseThrow();
            assertThat(key.key().spki()).isEqualTo(before.key().spki());
            assertThat(key.products()).isEqualTo(before.products());
        });
    }

    private static boolean keeps(Keyring keyring, String... signers) {
        return keyring.keeps(Role.LICENSE, Stream.of(signers).map(Kid::new).collect(Collectors.toSet()));
    }

    /** As long as enough are left: as many as it takes now, and never more than had signed. */
    @Test
    void whatWasSetCountsWhileEnoughOfItsSignersAreNotRevoked() {
        Map<String, Object> trust = Samples.trust();
        assertThat(keeps(TestKeys.keyring(trust), "license-2023")).isFalse();
        assertThat(keeps(TestKeys.keyring(trust), "license-2023", "license-a")).isTrue();
        assertThat(keeps(TestKeys.keyring(trust), "license-2023", "update-a")).isFalse();
        Samples.in(Samples.in(trust, "roles"), "license").put("threshold", 2);
        Keyring raised = TestKeys.keyring(trust);
        assertThat(keeps(raised, "license-a")).isTrue();
        assertThat(keeps(raised, "license-2023", "license-a")).isFalse();
        assertThat(keeps(raised, "license-2023", "license-a", "license-b")).isTrue();
        assertThat(keeps(raised, "dropped-long-ago")).isTrue();
        assertThat(keeps(raised)).isFalse();
    }

    /** Version 5 drops license-a, version 6 revokes its public key under a name that it never had. */
    @Test
    void aDroppedKeyIsRevokedUnderAnyId() {
        Map<String, Object> five = Samples.trust();
        five.put("version", 5);
        five.put("keys", new TreeMap<>(Samples.in(five, "keys")));
        Object publicKey = Samples.in(five, "keys").remove("license-a");
        Samples.in(Samples.in(five, "roles"), "license").put("keys", List.of("license-b"));
        Map<String, Object> six = new TreeMap<>(five);
        six.put("version", 6);
        six.put("keys", new TreeMap<>(Samples.in(five, "keys")));
        Samples.in(six, "keys").put("another-name", publicKey);
        six.put("revoked", List.of("another-name"));

        Keyring dropped = Samples.get(TestKeys.keyring().follow(sealed(five)));
        assertThat(keeps(dropped, "license-a")).isTrue();
        Keyring revoked = Samples.get(dropped.follow(sealed(six)));
        assertThat(keeps(revoked, "license-a")).isFalse();
        assertThat(keeps(revoked, "license-b")).isTrue();
    }

    private static byte[] sealed(Map<String, Object> trust) {
        return Sealer.seal(PayloadType.TRUST, trust, List.of(ROOT_A, ROOT_B));
    }

    private static RefusalCode code(Verdict<Keyring> verdict) {
        if (verdict instanceof Verdict.Refused<Keyring>(Refusal refusal)) {
            return refusal.code();
        }
        throw new AssertionError(verdict);
    }
}
