package dev.sgate.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.vectors.TestKeys;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DetachedSignatureTest {
    private static final byte[] MESSAGE = "signed beside".getBytes(StandardCharsets.UTF_8);

    private static String check(NamedKey key, byte[] signature) {
        return switch (DetachedSignature.check(TestKeys.keyring(), Role.LICENSE, key.kid(), MESSAGE, signature)) {
            case Verdict.Accepted<Kid>(Kid kid) -> kid.value();
            case Verdict.Refused<Kid>(Refusal refusal) -> refusal.code().word();
        };
    }

    private static String check(NamedKey key) {
        return check(key, key.key().sign(MESSAGE));
    }

    @Test
    void aLicenseKeySuffices() {
        assertThat(check(TestKeys.LICENSE_A)).isEqualTo("license-a");
        assertThat(check(TestKeys.LICENSE_RSA)).isEqualTo("license-rsa");
    }

    @Test
    void otherKeysDoNot() {
        assertThat(check(TestKeys.STRANGER)).isEqualTo("unknown-key");
        assertThat(check(TestKeys.LICENSE_REVOKED)).isEqualTo("revoked-key");
        assertThat(check(TestKeys.UPDATE_A)).isEqualTo("wrong-role");
        assertThat(check(TestKeys.LICENSE_A, TestKeys.LICENSE_B.key().sign(MESSAGE)))
                .isEqualTo("bad-signature");
    }

    /** Nothing says which product the message is about, so a key for one product lacks the role. */
    @Test
    void aKeyForOneProductDoesNot() {
        assertThat(check(TestKeys.LICENSE_BEACON)).isEqualTo("wrong-role");
    }

    @Test
    void whereNothingIsTrustedNoKeyIsKnown() {
        assertThat(DetachedSignature.check(
                        Keyring.nothing("none"), Role.LICENSE, TestKeys.LICENSE_A.kid(), MESSAGE, new byte[64]))
                .isEqualTo(Verdict.refused(Refusal.of(RefusalCode.UNKNOWN_KEY, "keyid", "license-a")
                        .and("trust", "none")));
    }
}
