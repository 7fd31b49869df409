package dev.sgate.seal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes JSON for the wire: compact, UTF-8, members in the order given. Values are text, integers, booleans, {@link Instant}s
 * (as {@code YYYY-MM-DDTHH:MM:SSZ}), lists and maps; anything else is written as its {@code toString()}.
 */
public final class Payloads {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Payloads() {}

    /** A map with these members in this order; an empty {@link Optional} leaves its member out, a full one is unwrapped. */
    public static Map<String, Object> members(Object... namesAndValues) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = (String) namesAndValues[i];
            Object value = namesAndValues[i + 1];
            if (value instanceof Optional<?> optional) {
                optional.ifPresent(put -> members.put(name, put));
            } else {
                members.put(name, value);
            }
        }
        return members;
    }

    /** The time as the wire writes it, in whole seconds. */
    public static String time(Instant time) {
        return WireTime.text(time);
    }

    /** The JSON text of these members. */
    public static byte[] toJson(Map<String, ?> members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            write(json, members);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case Map<?, ?> members -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> member : members.entrySet()) {
                    json.writeFieldName(member.getKey().toString());
                    write(json, member.getValue());
                }
                json.writeEndObject();
            }
            case Iterable<?> elements -> {
                json.writeStartArray();
                for (Object element : elements) {
                    write(json, element);
                }
                json.writeEndArray();
            }
            case Long integer -> json.writeNumber(integer);
            case Integer integer -> json.writeNumber(integer);
            case Boolean bool -> json.writeBoolean(bool);
            case Instant time -> json.writeString(time(time));
            default -> json.writeString(value.toString());
        }
    }
}
