package dev.sgate.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sgate.vectors.RandomInput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    private static final String SAMPLE =
            "{\"a\":[1,-2.5e3,true,null,\"\\u00e9\\ud83d\\ude00\\n\"],\"b\":{\"c\":{\"\":[]}},\"\\\\\":\"\u00fc\"}";

    /** Random bytes are refused or read; nothing else happens. */
    @Test
    void randomBytesNeverBreakIt() {
        RandomInput.forEachSeed(random -> readOrRefuse(RandomInput.bytes(random, 200)));
    }

    @Test
    void randomTextInAnObjectNeverBreaksIt() {
        RandomInput.forEachSeed(
                random -> readOrRefuse(("{\"a\":" + RandomInput.text(random, 30, "{}[]\",:\\u0d8-eE.1tnf ") + "}")
                        .getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void spoiltBytesNeverBreakIt() {
        RandomInput.forEachSeed(random -> {
            byte[] json = SAMPLE.getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(3); i >= 0; i--) {
                json[random.nextInt(json.length)] = (byte) random.nextInt();
            }
            readOrRefuse(json);
        });
    }

    private static void readOrRefuse(byte[] bytes) {
        try {
            assertThat(StrictJson.parseObject(bytes)).isNotNull();
        } catch (Malformed refused) {
            assertThat(refused.refusal().code()).isEqualTo(RefusalCode.MALFORMED);
        }
    }

    @Test
    void isRead() {
        assertThat(parse(SAMPLE))
                .containsEntry(
                        "a",
                        List.of(
                                new StrictJson.Numeral("1"),
                                new StrictJson.Numeral("-2.5e3"),
                                true,
                                StrictJson.NULL,
                                "\u00e9\ud83d\ude00\n"))
                .containsEntry("b", Map.of("c", Map.of("", List.of())))
                .containsEntry("\\", "\u00fc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "7",
                "[]",
                "null",
                "\"x\"",
                "{",
                "}",
                "{}}",
                "{}{}",
                "{} 7",
                "{}x",
                "{a:1}",
                "{'a':1}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,\"a\":1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":+1}",
                "{\"a\":0x1}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":-}",
                "{\"a\":tru}",
                "{\"a\":TRUE}",
                "{\"a\":[1,]}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\0\"}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":1}",
                "{\"o\":{\"a\":1,\"a\":2}}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":\"\\udc00\\ud800\"}",
                "{\"\\ud800\":1}",
                "\ufeff{}",
                "{}\u00a0",
                "//\n{}",
                "{/**/}",
                "{#\n}"
            })
    void isRefused(String text) {
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> parse(text));
    }

    /** Case, white space and normal form make names different. */
    @Test
    void namesAreComparedAsTheyStand() {
        assertThat(parse("{\"a\":1,\"A\":2,\"a \":3,\"\u00e9\":4,\"e\u0301\":5}"))
                .hasSize(5);
    }

    @Test
    void depthIsCountedFromTheOutermostObject() {
        assertThat(parse("{\"a\":" + "[".repeat(15) + "]".repeat(15) + "}")).hasSize(1);
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> parse("{\"a\":" + "[".repeat(16) + "]".repeat(16) + "}"));
    }

    @Test
    void bigNumbersAreKeptAsTheyAreWritten() {
        String digits = "9".repeat(1_000_000);
        assertThat(parse("{\"a\":" + digits + ",\"b\":1e999999999}"))
                .containsEntry("a", new StrictJson.Numeral(digits))
                .containsEntry("b", new StrictJson.Numeral("1e999999999"));
    }

    @Test
    void valuesAreCounted() {
        byte[] three = "{\"a\":[1,2]}".getBytes(StandardCharsets.UTF_8);
        assertThat(StrictJson.parseObject(three, 3)).hasSize(1);
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> StrictJson.parseObject(three, 2))
                .satisfies(refused -> assertThat(refused.refusal().code()).isEqualTo(RefusalCode.TOO_LARGE));
    }

    /** 65,536 names with one hash code are as quick as any (Java's "Aa" and "BB"). */
    @Test
    void namesThatCollideAreHarmless() {
        StringBuilder json = new StringBuilder("{\"x\":1");
        for (int i = 0; i < 1 << 16; i++) {
            json.append(",\"");
            for (int bit = 0; bit < 16; bit++) {
                json.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            json.append("\":1");
        }
        assertThat(parse(json.append('}').toString())).hasSize((1 << 16) + 1);
    }

    private static Map<String, Object> parse(String text) {
        return StrictJson.parseObject(text.getBytes(StandardCharsets.UTF_8));
    }
}
