package dev.sgate.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sgate.vectors.RandomInput;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base64TextTest {
    @Test
    void everyFormOfEveryStringOfBytesIsRead() {
        RandomInput.forEachSeed(random -> {
            byte[] bytes = RandomInput.bytes(random, 40);
            assertThat(forms(bytes)).allSatisfy(text -> assertThat(decode(text)).isEqualTo(bytes));
        });
    }

    /** Whatever is read is one of the four ways to write what came out: no two texts more. */
    @Test
    void nothingElseIsRead() {
        RandomInput.forEachSeed(random -> {
            String text = RandomInput.oneOf(
                    random, forms(RandomInput.bytes(random, 8)).toArray(String[]::new));
            String spoilt = spoil(random, text);
            try {
                assertThat(forms(decode(spoilt))).contains(spoilt);
            } catch (Malformed refused) {
                assertThat(spoilt).isNotEqualTo(text);
            }
        });
    }

    private static String spoil(Random random, String text) {
        int at = random.nextInt(text.length() + 1);
        String by = RandomInput.oneOf(random, "", "=", "A", "B", "-", "/", " ", "\n");
        return text.substring(0, at) + by + text.substring(Math.min(text.length(), at + random.nextInt(2)));
    }

    private static List<String> forms(byte[] bytes) {
        return Stream.of(Base64.getEncoder(), Base64.getUrlEncoder())
                .flatMap(encoder -> Stream.of(encoder, encoder.withoutPadding()))
                .map(encoder -> encoder.encodeToString(bytes))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A",
                "AAAAA",
                "AA=",
                "AAA==",
                "AAAA=",
                "AAAA====",
                "=",
                "==",
                "A===",
                "AB",
                "AB==",
                "AAB",
                "AAB=",
                "AA-+",
                "AA_/",
                " AAA",
                "AAA ",
                "AA\nAA",
                "AA AA",
                "AAAA\r\n",
                "AA=A",
                "AA==AAAA",
                "\u0410AAA",
                "AA%3D",
                "aa:bb",
                "A\0AA"
            })
    void isRefused(String text) {
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> decode(text));
    }

    @ParameterizedTest
    @CsvSource({"'',0", "AA,1", "AQ==,1", "AAA,2", "AAE=,2", "AAAA,3", "-_-_,3", "+/+/,3"})
    void isRead(String text, int length) {
        assertThat(decode(text)).hasSize(length);
    }

    private static byte[] decode(String text) {
        return Base64Text.decode("test", text);
    }
}
