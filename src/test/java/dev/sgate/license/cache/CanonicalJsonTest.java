package dev.sgate.license.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** C61, C95 */
class CanonicalJsonTest {
    private static String of(Map<String, Object> members) {
        return new String(CanonicalJson.of(members), StandardCharsets.UTF_8);
    }

    @Test
    void namesAreSortedByCodePointAndNothingIsAdded() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("b", "2");
        members.put("a", List.of("x", "y"));
        members.put("\uff5e", "the last of the first plane's");
        members.put("\ud83d\ude00", "beyond it");
        members.put("aa", "");
        members.put("B", List.of());

        assertThat(of(members))
                .isEqualTo("{\"B\":[],\"a\":[\"x\",\"y\"],\"aa\":\"\",\"b\":\"2\","
                        + "\"\uff5e\":\"the last of the first plane's\",\"\ud83d\ude00\":\"beyond it\"}");
    }

    @Test
    void onlyWhatMustBeIsEscaped() {
        assertThat(of(Map.of("t", "a/b \u00fc \u2028 \u007f \"q\" \\")))
                .isEqualTo("{\"t\":\"a/b \u00fc \u2028 \u007f \\\"q\\\" \\\\\"}");
        assertThat(of(Map.of("t", "\b\t\n\f\r\u0000\u001f"))).isEqualTo("{\"t\":\"\\b\\t\\n\\f\\r\\u0000\\u001f\"}");
    }
}
