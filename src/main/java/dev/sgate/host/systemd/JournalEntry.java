package dev.sgate.host.systemd;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One entry in the protocol that the system's journal speaks (systemd, "Native Journal Protocol"): fields of text, each once, in
 * their order.
 *
 * @param fields name to value; names as {@link #isName} wants them
 */
public record JournalEntry(Map<String, String> fields) {
    /** An entry that is larger than the socket's buffer would have to go as a file; ours are cut instead, as log lines are. */
    private static final int VALUE_MAX_BYTES = 4096;

    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");

    public JournalEntry {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        for (String name : fields.keySet()) {
            if (!isName(name)) {
                throw new IllegalArgumentException("no name of a field in the system's journal: " + name);
            }
        }
    }

    /** Up to 64 capital letters, digits and underscores, a letter first. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** As it is sent. A value of one line is {@code NAME=value}; one with line breaks has its length before it. */
    byte[] encoded() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        fields.forEach((name, value) -> append(out, name, cut(value.getBytes(StandardCharsets.UTF_8))));
        return out.toByteArray();
    }

    private static void append(ByteArrayOutputStream out, String name, byte[] value) {
        out.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        if (hasLineBreak(value)) {
            out.write('\n');
            out.writeBytes(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(value.length)
                    .array());
        } else {
            out.write('=');
        }
        out.writeBytes(value);
        out.write('\n');
    }

    private static boolean hasLineBreak(byte[] value) {
        for (byte each : value) {
            if (each == '\n') {
                return true;
            }
        }
        return false;
    }

    private static byte[] cut(byte[] value) {
        return value.length <= VALUE_MAX_BYTES ? value : Arrays.copyOf(value, VALUE_MAX_BYTES);
    }
}
