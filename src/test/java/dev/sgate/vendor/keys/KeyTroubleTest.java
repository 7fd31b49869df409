package dev.sgate.vendor.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.Signer;
import dev.sgate.seal.SigningKey;
import dev.sgate.seal.VerifyingKey;
import dev.sgate.vectors.TestKeys;
import java.security.ProviderException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A key that somebody else holds, and that does not sign (C63). */
class KeyTroubleTest {
    private static final Signer SULKING = new Signer() {
        @Override
        public VerifyingKey publicKey() {
            return TestKeys.LICENSE_A.key().publicKey();
        }

        @Override
        public byte[] sign(byte[] message) {
            throw KeyTrouble.signingFailed(
                    "the key license-a in the token desk",
                    new ProviderException(new IllegalStateException("CKR_DEVICE_REMOVED")));
        }
    };

    @Test
    void aSignatureThatFailsSaysWhichKeyAndWhy() {
        SigningKey key = SigningKey.heldBy(SULKING);
        List<NamedKey> keys = List.of(new NamedKey(TestKeys.LICENSE_A.kid(), key));
        assertThatThrownBy(() -> Sealer.seal(PayloadType.LICENSE, Map.of(), keys))
                .isInstanceOf(KeyTrouble.class)
                .hasMessage("signing failed: the key license-a in the token desk did not sign: CKR_DEVICE_REMOVED");
    }

    @Test
    void aKeyThatIsHeldElsewhereStaysThere() {
        SigningKey key = SigningKey.heldBy(SULKING);
        assertThat(key.publicKey().spki())
                .isEqualTo(TestKeys.LICENSE_A.key().publicKey().spki());
        assertThatThrownBy(key::toPkcs8InsecureSecret).isInstanceOf(IllegalStateException.class);
    }
}
