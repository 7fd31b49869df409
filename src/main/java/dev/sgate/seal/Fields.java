package dev.sgate.seal;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The members of one JSON object of a verified payload, each read by its type (FORMATS, "JSON"). {@code get…} members must be
 * there, {@code find…} members may be absent; a member that is there with the wrong type or outside its limits makes the whole
 * payload {@code malformed}, with the member's path as evidence. An unknown member is simply never asked for.
 *
 * <p>It exists only while {@link VerifiedPayload#parse} runs, which also turns its complaints into a refusal. One type of value a
 * method: that is why it is long.
 */
public final class Fields {
    private static final Pattern INTEGER = Pattern.compile("0|[1-9][0-9]{0,15}");

    private static final int UUID_CHARS = 36;

    private final String path;
    private final Map<String, Object> members;

    Fields(String path, Map<String, Object> members) {
        this.path = path;
        this.members = members;
    }

    /** Refuses the payload: the named member has a value that its format does not allow. */
    public RuntimeException malformed(String name, Object found) {
        return new Malformed(path + name, found);
    }

    /** Whether the member is there, whatever its type. */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** All member names, as they stand. */
    public Set<String> names() {
        return members.keySet();
    }

    private <T> T get(String name, BiFunction<String, Object, T> read) {
        Object value = members.get(name);
        if (value == null) {
            throw malformed(name, "missing");
        }
        return read.apply(path + name, value);
    }

    private <T> Optional<T> find(String name, BiFunction<String, Object, T> read) {
        return has(name) ? Optional.of(get(name, read)) : Optional.empty();
    }

    private <T> List<T> list(String name, int atMost, BiFunction<String, Object, T> read) {
        return get(name, (where, value) -> listOf(where, value, atMost, read));
    }

    private static <T> List<T> listOf(String where, Object value, int atMost, BiFunction<String, Object, T> read) {
        if (!(value instanceof List<?> elements) || elements.size() > atMost) {
            throw new Malformed(where, "not a list of at most " + atMost);
        }
        List<T> values = new ArrayList<>(elements.size());
        for (Object element : elements) {
            values.add(read.apply(where, element));
        }
        return values;
    }

    /** 1 to 200 code points for people, without control characters, bidirectional controls and line separators. */
    public String getText(String name) {
        return get(name, textThat(WireText::isText));
    }

    public Optional<String> findText(String name) {
        return find(name, textThat(WireText::isText));
    }

    /** A list of texts, e.g. the words of a command. */
    public List<String> getTexts(String name, int atMost) {
        return list(name, atMost, textThat(WireText::isText));
    }

    /** A name as {@code [A-Za-z0-9][A-Za-z0-9._-]{0,63}}. */
    public String getName(String name) {
        return get(name, textThat(WireText::isName));
    }

    public Optional<String> findName(String name) {
        return find(name, textThat(WireText::isName));
    }

    public List<String> getNames(String name, int atMost) {
        return list(name, atMost, textThat(WireText::isName));
    }

    /** A product: a name in lower case without dots. */
    public String getProduct(String name) {
        return get(name, textThat(WireText::isProduct));
    }

    public Optional<String> findProduct(String name) {
        return find(name, textThat(WireText::isProduct));
    }

    /** Products, without doubles. */
    public Optional<List<String>> findProducts(String name, int atMost) {
        return has(name) ? Optional.of(list(name, atMost, textThat(WireText::isProduct))) : Optional.empty();
    }

    /** A name of up to 128 characters. */
    public String getFileName(String name) {
        return get(name, textThat(WireText::isFileName));
    }

    public UUID getUuid(String name) {
        return get(name, Fields::uuid);
    }

    public Optional<UUID> findUuid(String name) {
        return find(name, Fields::uuid);
    }

    public List<UUID> getUuids(String name, int atMost) {
        return list(name, atMost, Fields::uuid);
    }

    /** A member's own name as a UUID, for objects that map ids to values. */
    public UUID uuidName(String name) {
        return findUuidIn(name).orElseThrow(() -> malformed(name, "not a UUID"));
    }

    public Sha256 getDigest(String name) {
        return get(name, Fields::digest);
    }

    public Optional<Sha256> findDigest(String name) {
        return find(name, Fields::digest);
    }

    public List<Sha256> getDigests(String name, int atMost) {
        return list(name, atMost, Fields::digest);
    }

    /** A time {@code YYYY-MM-DDTHH:MM:SSZ} and nothing else. */
    public Instant getTime(String name) {
        return get(name, Fields::time);
    }

    public Optional<Instant> findTime(String name) {
        return find(name, Fields::time);
    }

    /** An integer from {@code least} to {@code most}, both included, without sign, fraction or exponent. */
    public long getInteger(String name, long least, long most) {
        return get(name, (where, value) -> integer(where, value, least, most));
    }

    public Optional<Long> findInteger(String name, long least, long most) {
        return find(name, (where, value) -> integer(where, value, least, most));
    }

    public Optional<Boolean> findBoolean(String name) {
        return find(name, Fields::bool);
    }

    /** Bytes in base64. */
    public byte[] getBytes(String name) {
        return get(name, (where, value) -> Base64Text.decode(where, string(where, value)));
    }

    public Optional<byte[]> findBytes(String name) {
        return find(name, (where, value) -> Base64Text.decode(where, string(where, value)));
    }

    /** Text of any shape: only for values that are compared with a list of known ones. */
    public String getString(String name) {
        return get(name, Fields::string);
    }

    public Optional<String> findString(String name) {
        return find(name, Fields::string);
    }

    /** One of the listed words. */
    public <T> T getChoice(String name, Function<String, Optional<T>> find) {
        String word = getString(name);
        return find.apply(word).orElseThrow(() -> malformed(name, word));
    }

    public Fields getObject(String name) {
        return get(name, Fields::object);
    }

    /** The member if it is text; what it is else does not matter, for nobody relies on it. */
    public Optional<String> ifText(String name) {
        return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    public Optional<Fields> findObject(String name) {
        return find(name, Fields::object);
    }

    public List<Fields> getObjects(String name, int atMost) {
        return list(name, atMost, Fields::object);
    }

    /** An absolute URI. */
    public URI getUri(String name) {
        String written = getString(name);
        try {
            return URI.create(written);
        } catch (IllegalArgumentException notAUri) {
            throw malformed(name, written);
        }
    }

    /** Names the {@code critical} list may hold; any other is refused as {@code unsupported-version}. */
    void requireKnownCritical(Set<String> known) {
        if (!has("critical")) {
            return;
        }
        for (String critical : list("critical", Limits.LIST_MAX, Fields::string)) {
            if (!known.contains(critical)) {
                throw new Malformed(Refusal.of(RefusalCode.UNSUPPORTED_VERSION, "critical", critical));
            }
        }
    }

    private static String string(String where, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new Malformed(where, "not text");
    }

    private static BiFunction<String, Object, String> textThat(Predicate<String> fits) {
        return (where, value) -> {
            String text = string(where, value);
            if (!fits.test(text)) {
                throw new Malformed(where, text);
            }
            return text;
        };
    }

    private static UUID uuid(String where, Object value) {
        String text = string(where, value);
        return findUuidIn(text).orElseThrow(() -> new Malformed(where, text));
    }

    /** The JDK reads shorter groups and upper case too; what it writes again is what we take. */
    private static Optional<UUID> findUuidIn(String text) {
        if (text.length() != UUID_CHARS) {
            return Optional.empty();
        }
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equals(text) ? Optional.of(uuid) : Optional.empty();
        } catch (IllegalArgumentException notAUuid) {
            return Optional.empty();
        }
    }

    private static Sha256 digest(String where, Object value) {
        String text = string(where, value);
        return Sha256.find(text).orElseThrow(() -> new Malformed(where, text));
    }

    private static Instant time(String where, Object value) {
        String text = string(where, value);
        return WireTime.find(text).orElseThrow(() -> new Malformed(where, text));
    }

    private static long integer(String where, Object value, long least, long most) {
        if (!(value instanceof StrictJson.Numeral(String written))
                || !INTEGER.matcher(written).matches()) {
            throw new Malformed(where, "not an integer: " + value);
        }
        long integer = Long.parseLong(written);
        if (integer > Limits.INTEGER_MAX || integer < least || integer > most) {
            throw new Malformed(where, integer);
        }
        return integer;
    }

    private static boolean bool(String where, Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw new Malformed(where, "neither true nor false");
    }

    @SuppressWarnings("unchecked") // StrictJson makes maps with text keys only
    private static Fields object(String where, Object value) {
        if (value instanceof Map<?, ?> object) {
            return new Fields(where + ".", (Map<String, Object>) object);
        }
        throw new Malformed(where, "not an object");
    }
}
