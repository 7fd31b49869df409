package dev.sgate.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.vectors.RandomInput;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyingKeyTest {
    private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);
    private static final SigningKey KEY = SigningKey.newEd25519(new SecureRandom());

    /** All encodings of the eight points of small order, canonical or not (THREATS P9). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    void pointsOfSmallOrderAreNoKeys(String hex) {
        byte[] point = HexFormat.of().parseHex(hex);
        assertThat(Ed25519PublicKey.findRaw(point)).isEmpty();
        assertThat(VerifyingKey.find("ed25519", spki(point))).isEmpty();
    }

    @Test
    void randomBytesAreAKeyOrNone() {
        RandomInput.forEachSeed(random -> {
            byte[] bytes = RandomInput.bytes(random, 64);
            assertThat(VerifyingKey.find("rsa-4096", bytes)).isEmpty();
            assertThat(VerifyingKey.find("ed25519", bytes)).isEmpty();
            Optional<Ed25519PublicKey> raw = Ed25519PublicKey.findRaw(bytes);
            assertThat(raw.isEmpty() || bytes.length == 32).isTrue();
        });
    }

    /** RFC 8032, 7.1, test 3. */
    @Test
    void aPublishedSignatureHolds() {
        byte[] point = HexFormat.of().parseHex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
        byte[] signature = HexFormat.of()
                .parseHex("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");
        Ed25519PublicKey key = Ed25519PublicKey.findRaw(point).orElseThrow();
        assertThat(key.verifies(new byte[] {(byte) 0xaf, (byte) 0x82}, signature))
                .isTrue();
        assertThat(key.verifies(new byte[] {(byte) 0xaf, (byte) 0x83}, signature))
                .isFalse();
    }

    @Test
    void onlyTheExactSignatureHolds() {
        byte[] signature = KEY.sign(MESSAGE);
        assertThat(KEY.publicKey().verifies(MESSAGE, signature)).isTrue();
        for (int length : new int[] {0, 1, 63, 65, 128, 512}) {
            assertThat(KEY.publicKey().verifies(MESSAGE, Arrays.copyOf(signature, length)))
                    .isFalse();
        }
        for (int bit = 0; bit < 512; bit++) {
            byte[] flipped = signature.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(KEY.publicKey().verifies(MESSAGE, flipped))
                    .as("bit %d", bit)
                    .isFalse();
        }
    }

    @Test
    void aKeyComesBackFromItsEncoding() {
        VerifyingKey key = KEY.publicKey();
        VerifyingKey back = VerifyingKey.find(key.algorithm(), key.spki()).orElseThrow();
        assertThat(back.spki()).isEqualTo(key.spki());
        assertThat(back.verifies(MESSAGE, KEY.sign(MESSAGE))).isTrue();
        assertThat(key.deviceKid().value()).isEqualTo(Sha256.of(key.spki()).hex());
        assertThat(VerifyingKey.find("rsa-4096", key.spki())).isEmpty();
        assertThat(VerifyingKey.find("ED25519", key.spki())).isEmpty();
        assertThat(VerifyingKey.find("ed25519", Arrays.copyOf(key.spki(), 45))).isEmpty();
    }

    @Test
    void aPrivateKeyComesBackFromItsEncoding() {
        SigningKey back = SigningKey.findPkcs8(KEY.toPkcs8InsecureSecret()).orElseThrow();
        assertThat(back.publicKey().spki()).isEqualTo(KEY.publicKey().spki());
        assertThat(back.sign(MESSAGE)).isEqualTo(KEY.sign(MESSAGE));
        assertThat(SigningKey.findPkcs8(new byte[48])).isEmpty();
    }

    @Test
    void otherKindsOfKeysAreNone() throws Exception {
        for (String algorithm : new String[] {"X25519", "EC", "Ed448", "RSASSA-PSS"}) {
            byte[] spki = KeyPairGenerator.getInstance(algorithm)
                    .generateKeyPair()
                    .getPublic()
                    .getEncoded();
            assertThat(VerifyingKey.find("ed25519", spki)).as(algorithm).isEmpty();
            assertThat(VerifyingKey.find("rsa-4096", spki)).as(algorithm).isEmpty();
        }
    }

    private static byte[] spki(byte[] point) {
        byte[] spki = Arrays.copyOf(HexFormat.of().parseHex("302a300506032b6570032100"), 44);
        System.arraycopy(point, 0, spki, 12, 32);
        return spki;
    }
}
