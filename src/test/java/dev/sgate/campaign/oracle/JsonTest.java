package dev.sgate.campaign.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void everyKindOfValueIsRead() {
        assertThat(Json.object("{\"a\": [1, -2, {}], \"b\":\"x\\u00e9\\n\", \"c\":true}\r\n"))
                .isEqualTo(Map.of("a", List.of(1L, -2L, Map.of()), "b", "x\u00e9\n", "c", true));
    }

    /** What a torn file looks like. */
    @Test
    void whatEndsTooEarlyIsNoObject() {
        String whole = "{\"format\":\"sgate-receipt-1\",\"running\":[{\"name\":\"lantern\"}]}";
        for (int length = 0; length < whole.length(); length++) {
            String torn = whole.substring(0, length);
            assertThatThrownBy(() -> Json.object(torn)).as(torn).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
