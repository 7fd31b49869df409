package dev.sgate.vendor.keys;

import dev.sgate.vendor.BadInput;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where a key in a token is (RFC 7512): {@code pkcs11:token=LABEL;object=LABEL?module-path=FILE&pin-source=file:FILE}. These four
 * and no others; what stands in them may be percent-encoded.
 *
 * @param token its label
 * @param object the label of the key, which is also its key id
 * @param module the library of the token's maker
 * @param pinFile a file that its owner alone may read, with the PIN in its first line
 */
public record Pkcs11Uri(String token, String object, Path module, Path pinFile) {
    static final String SCHEME = "pkcs11:";

    private static final Set<String> PATH = Set.of("token", "object");
    private static final Set<String> QUERY = Set.of("module-path", "pin-source");
    private static final String FILE = "file:";

    /** Whether this names a key in a token, and not a file. */
    public static boolean isMeant(String word) {
        return word.startsWith(SCHEME);
    }

    /**
     * Reads such a text.
     *
     * @throws BadInput if it says too little, or more than is understood here
     */
    public static Pkcs11Uri parse(String uri) {
        String rest = uri.substring(SCHEME.length());
        int mark = rest.indexOf('?');
        String path = mark < 0 ? rest : rest.substring(0, mark);
        String query = mark < 0 ? "" : rest.substring(mark + 1);
        Map<String, String> named = new LinkedHashMap<>();
        read(path, ";", PATH, named);
        read(query, "&", QUERY, named);
        String pin = require(named, "pin-source");
        return new Pkcs11Uri(
                require(named, "token"),
                require(named, "object"),
                Path.of(require(named, "module-path")),
                Path.of(pin.startsWith(FILE) ? pin.substring(FILE.length()) : pin));
    }

    private static void read(String text, String separator, Set<String> known, Map<String, String> into) {
        for (String attribute : text.split(separator, -1)) {
            int equals = attribute.indexOf('=');
            String name = equals < 0 ? attribute : attribute.substring(0, equals);
            if (name.equals("pin-value")) {
                throw new BadInput("a PIN on the command line is everybody's; put it into a file of mode 0600 and name"
                        + " that with pin-source=file:FILE");
            }
            if (!attribute.isEmpty() && (!known.contains(name) || equals < 0)) {
                throw new BadInput("a key in a token is " + SCHEME
                        + "token=LABEL;object=LABEL?module-path=FILE&pin-source=file:FILE; not understood: " + name);
            }
            if (!attribute.isEmpty()) {
                into.put(name, decoded(attribute.substring(equals + 1)));
            }
        }
    }

    /** Percent-encoding alone: a plus sign is a plus sign. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new BadInput("not a percent-encoded value: " + value);
        }
    }

    private static String require(Map<String, String> named, String name) {
        String value = named.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new BadInput("which one? A key in a token also needs " + name + "=");
        }
        return value;
    }

    /** For messages: never the PIN's place. */
    @Override
    public String toString() {
        return "the key " + object + " in the token " + token;
    }
}
