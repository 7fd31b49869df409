package dev.sgate.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "9007199254740991,9007199254740991"})
    void integersAreRead(String written, long value) {
        assertThat(of(written).getInteger("x", 0, Limits.INTEGER_MAX)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "-0",
                "1.0",
                "1e0",
                "1E5",
                "9007199254740992",
                "99999999999999999",
                "1e400",
                "\"1\"",
                "true",
                "null",
                "[]",
                "{}"
            })
    void integersAreRefused(String written) {
        refused(written, fields -> fields.getInteger("x", 0, Limits.INTEGER_MAX));
        refused(written, fields -> fields.findInteger("x", 0, Limits.INTEGER_MAX));
    }

    @Test
    void limitsOfIntegersIncludeBothEnds() {
        assertThat(of("3").getInteger("x", 3, 5)).isEqualTo(3);
        assertThat(of("5").getInteger("x", 3, 5)).isEqualTo(5);
        refused("2", fields -> fields.getInteger("x", 3, 5));
        refused("6", fields -> fields.getInteger("x", 3, 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-01-01T00:00:00Z", "2024-02-29T23:59:59Z", "9999-12-31T23:59:59Z"})
    void timesAreRead(String written) {
        assertThat(of('"' + written + '"').getTime("x")).isEqualTo(Instant.parse(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-01-01",
                "2026-01-01T00:00:00",
                "2026-01-01T00:00:00z",
                "2026-01-01t00:00:00Z",
                "2026-01-01T00:00:00.0Z",
                "2026-01-01T00:00:00+00:00",
                "2025-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-01-01T24:00:00Z",
                "2026-01-01T23:59:60Z",
                "+2026-01-01T00:00:00Z",
                "-2026-01-01T00:00:00Z",
                "2026-1-1T00:00:00Z",
                " 2026-01-01T00:00:00Z"
            })
    void timesAreRefused(String written) {
        refused('"' + written + '"', fields -> fields.getTime("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a b", "\u00fc", "\ud83d\ude00", "\u00ad", "\u200d", "'; DROP TABLE", "<b>", "\u00a0"})
    void textsAreRead(String text) {
        assertThat(of('"' + text + '"').getText("x")).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\u0000", "\\u0007", "\\u001f", "\\u007f", "\\u0080", "\\u009f", "\\u061c", "\\u200e", "\\u200f",
                "\\u2028", "\\u2029", "\\u202a", "\\u202e", "\\u2066", "\\u2069"
            })
    void textsAreRefused(String escaped) {
        refused("\"a" + escaped + "\"", fields -> fields.getText("x"));
    }

    @Test
    void textsAreMeasuredInCodePoints() {
        assertThat(of('"' + "\ud83d\ude00".repeat(200) + '"').getText("x")).hasSize(400);
        refused('"' + "\ud83d\ude00".repeat(201) + '"', fields -> fields.getText("x"));
        refused("\"\"", fields -> fields.getText("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "A.b_c-d", "9..", "con"})
    void namesAreRead(String name) {
        assertThat(of('"' + name + '"').getName("x")).isEqualTo(name);
        assertThat(of('"' + name + '"').getFileName("x")).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".a", "-a", "_a", "a/b", "a\\\\b", "a b", "\u00e4", "a\\n", "a\\u0000"})
    void namesAreRefused(String name) {
        refused('"' + name + '"', fields -> fields.getName("x"));
        refused('"' + name + '"', fields -> fields.getFileName("x"));
        refused('"' + name + '"', fields -> fields.getProduct("x"));
    }

    @Test
    void namesHaveTheirLengths() {
        assertThat(of('"' + "n".repeat(64) + '"').getName("x")).hasSize(64);
        refused('"' + "n".repeat(65) + '"', fields -> fields.getName("x"));
        assertThat(of('"' + "n".repeat(128) + '"').getFileName("x")).hasSize(128);
        refused('"' + "n".repeat(129) + '"', fields -> fields.getFileName("x"));
    }

    @Test
    void absentIsNotNull() {
        assertThat(of("1").findText("y")).isEqualTo(Optional.empty());
        refused("null", fields -> fields.findText("x"));
        refused("null", fields -> fields.findObject("x"));
        refused("[null]", fields -> fields.getNames("x", 9));
    }

    @Test
    void listsHaveTheirLengths() {
        assertThat(of("[\"a\",\"b\"]").getNames("x", 2)).isEqualTo(List.of("a", "b"));
        refused("[\"a\",\"b\"]", fields -> fields.getNames("x", 1));
        refused("\"a\"", fields -> fields.getNames("x", 1));
        refused("{\"a\":1}", fields -> fields.getNames("x", 1));
    }

    @Test
    void theComplaintNamesTheWholePath() {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() ->
                        of("{\"y\":{\"z\":-1}}").getObject("x").getObject("y").getInteger("z", 0, 9))
                .satisfies(refused ->
                        assertThat(refused.refusal().evidence().facts()).containsEntry("field", "x.y.z"));
    }

    @Test
    void criticalNamesMustBeKnown() {
        Fields fields =
                new Fields("", StrictJson.parseObject("{\"critical\":[\"a\",\"b\"]}".getBytes(StandardCharsets.UTF_8)));
        fields.requireKnownCritical(Set.of("a", "b", "c"));
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> fields.requireKnownCritical(Set.of("a")))
                .satisfies(refused -> assertThat(refused.refusal().code()).isEqualTo(RefusalCode.UNSUPPORTED_VERSION));
    }

    private static Fields of(String value) {
        return new Fields("", StrictJson.parseObject(("{\"x\":" + value + "}").getBytes(StandardCharsets.UTF_8)));
    }

    private static void refused(String value, Function<Fields, Object> read) {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> read.apply(of(value)))
                .satisfies(refused -> assertThat(refused.refusal().code()).isEqualTo(RefusalCode.MALFORMED));
    }
}
