package dev.sgate.seal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one reader of JSON from outside (FORMATS, "JSON is read strictly"). Objects become maps, arrays lists, strings text, numbers
 * stay as the characters that were written (so that no big number is ever computed), {@code null} becomes {@link #NULL}.
 */
final class StrictJson {
    /** A number as it was written. */
    record Numeral(String written) {}

    /** The literal {@code null}: ill-typed wherever a field is known. */
    static final Object NULL = new Object() {
        @Override
        public String toString() {
            return "null";
        }
    };

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // names from outside stay out of shared tables, which hostile ones could fill or make slow
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Limits.JSON_MAX_DEPTH)
                    .maxNumberLength(Limits.ENVELOPE_MAX_BYTES)
                    .maxNameLength(Limits.ENVELOPE_MAX_BYTES)
                    .maxStringLength(Limits.ENVELOPE_MAX_BYTES)
                    .build())
            .build();

    private static final char REPLACEMENT = '\ufffd';

    private final JsonParser parser;
    private int valuesLeft;

    private StrictJson(JsonParser parser, int valuesMax) {
        this.parser = parser;
        this.valuesLeft = valuesMax;
    }

    /** As {@link #parseObject(byte[], int)}, with any number of values: for bytes whose signature held. */
    static Map<String, Object> parseObject(byte[] utf8) {
        return parseObject(utf8, Integer.MAX_VALUE);
    }

    /**
     * The object in these bytes.
     *
     * @param valuesMax most values, counted at all depths, that are kept before the rest is refused as {@code too-large}
     * @throws Malformed for anything but one well-formed object: invalid UTF-8, a byte order mark, a duplicate name (also by
     *     escapes), a lone surrogate, depth over {@link Limits#JSON_MAX_DEPTH}, a trailing token
     */
    static Map<String, Object> parseObject(byte[] utf8, int valuesMax) {
        try (JsonParser parser = FACTORY.createParser(decode(utf8))) {
            return new StrictJson(parser, valuesMax).read();
        } catch (IOException e) {
            throw new Malformed("json", reason(e));
        }
    }

    private Map<String, Object> read() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new Malformed("json", "not an object");
        }
        Map<String, Object> object = readObject();
        if (parser.nextToken() != null) {
            throw new Malformed("json", "a token after the object");
        }
        return object;
    }

    /** The quick decoder puts U+FFFD in the place of what is no UTF-8; where that is seen, the strict one decides. */
    private static String decode(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : decodeStrictly(utf8);
    }

    private static String decodeStrictly(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("json", "invalid UTF-8");
        }
    }

    private static String reason(IOException e) {
        return e instanceof com.fasterxml.jackson.core.JsonProcessingException json
                ? json.getOriginalMessage()
                : "unreadable";
    }

    private Map<String, Object> readObject() throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = wellFormed(parser.currentName());
            if (object.containsKey(name)) {
                throw new Malformed("json", "a name twice: " + name);
            }
            parser.nextToken();
            object.put(name, readValue());
        }
        return object;
    }

    private List<Object> readArray() throws IOException {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(readValue());
        }
        return array;
    }

    private Object readValue() throws IOException {
        if (valuesLeft-- == 0) {
            throw new Malformed(Refusal.of(RefusalCode.TOO_LARGE, "limitValues", Limits.ENVELOPE_MAX_VALUES));
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> readObject();
            case START_ARRAY -> readArray();
            case VALUE_STRING -> wellFormed(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeral(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> NULL;
            default -> throw new Malformed("json", "an unexpected token");
        };
    }

    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else {
                throw new Malformed("json", "a lone surrogate");
            }
        }
        return text;
    }
}
