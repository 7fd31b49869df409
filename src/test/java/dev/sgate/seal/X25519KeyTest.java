package dev.sgate.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class X25519KeyTest {
    /** The points of order 1, 2, 4 and 8, of the curve and of its twist, and those that have a second spelling. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
            })
    void pointsOfLowOrderAreWeak(String hex) {
        byte[] point = HexFormat.of().parseHex(hex);
        assertThat(X25519Key.isWeak(point)).isTrue();
        point[X25519Key.BYTES - 1] |= (byte) 0x80; // the highest bit does not count
        assertThat(X25519Key.isWeak(point)).isTrue();
    }

    @Test
    void theBasePointIsNotWeak() {
        byte[] point = new byte[X25519Key.BYTES];
        point[0] = 9;
        assertThat(X25519Key.isWeak(point)).isFalse();
        assertThat(point).as("is only looked at").startsWith(9).hasSize(32);
    }
}
