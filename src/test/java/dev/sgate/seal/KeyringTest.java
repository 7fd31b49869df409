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

    private static RefusalCode code(Verdict<Keyring> verdict) {
        if (verdict instanceof Verdict.Refused<Keyring>(Refusal refusal)) {
            return refusal.code();
        }
        throw new AssertionError(verdict);
    }
}
