package dev.sgate.vectors;

import dev.sgate.seal.Sealer.NamedKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How one sealed file is made, step by step: payload, signatures, envelope, attachment, and whatever is spoilt on the way. Every
 * step writes itself down in plain words; {@link #steps} is what stands in the vector's {@code recipe}.
 */
final class Recipe {
    private final String type;
    private final Map<String, Object> payload;
    private final List<String> steps = new ArrayList<>();
    private final List<Function<byte[], Map<String, Object>>> signatures = new ArrayList<>();
    private UnaryOperator<byte[]> payloadBytes = bytes -> bytes;
    private Consumer<Map<String, Object>> envelope = members -> {};
    private UnaryOperator<byte[]> line = bytes -> bytes;
    private byte[] lineFeed = {'\n'};
    private byte[] attachment = {};
    private UnaryOperator<byte[]> file = bytes -> bytes;

    private Recipe(String what, String type, Map<String, Object> payload) {
        this.type = type;
        this.payload = payload;
        steps.add(what);
    }

    static Recipe of(String what, String type, Map<String, Object> payload) {
        return new Recipe(what, type, payload);
    }

    static Recipe aLicense() {
        return of("the sample license", "application/vnd.sgate.license.v1+json", Samples.license());
    }

    /** The sample update with its attachment. */
    static Recipe anUpdate() {
        return of("the sample update", "application/vnd.sgate.update.v1+json", Samples.update())
                .attach("the sample executable", Samples.attachment());
    }

    /** The next version of the sample trust document. */
    static Recipe aTrust() {
        Map<String, Object> next = Samples.trust();
        next.put("version", 5);
        return of("the sample trust document, version 5", "application/vnd.sgate.trust.v1+json", next);
    }

    /** Sets the member at this path, names separated by dots, and makes the objects on the way. */
    Recipe set(String path, Object value) {
        String written = Json.write(value);
        parent(path).put(last(path), value);
        return step("payload: set " + path + " to " + (written.length() > 100 ? "something long" : written));
    }

    Recipe drop(String path) {
        parent(path).remove(last(path));
        return step("payload: leave out " + path);
    }

    private Map<String, Object> parent(String path) {
        Map<String, Object> at = payload;
        String[] names = path.split("\\.");
        for (String name : Arrays.copyOf(names, names.length - 1)) {
            at.putIfAbsent(name, Samples.members());
            at = Samples.in(at, name);
        }
        return at;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** Changes the payload's bytes before they are signed. */
    Recipe payload(String what, UnaryOperator<byte[]> change) {
        payloadBytes = after(payloadBytes, change);
        return step("payload: " + what);
    }

    /** Changes the payload's text before it is signed. */
    Recipe payloadText(String what, UnaryOperator<String> change) {
        return payload(what, text(change));
    }

    Recipe sign(NamedKey... keys) {
        for (NamedKey key : keys) {
            signatures.add(message -> Dsse.entry(key.kid().value(), Dsse.sign(key, Dsse.signedBytes(type, message))));
            step("sign with " + key.kid());
        }
        return this;
    }

    /** Adds an entry made from the payload's bytes in a way of its own. */
    Recipe signature(String what, Function<byte[], Map<String, Object>> entry) {
        signatures.add(entry);
        return step("signature: " + what);
    }

    /** Adds an entry whose signature is changed after it was made. */
    Recipe oddSignature(String what, NamedKey key, UnaryOperator<byte[]> change) {
        return signature(
                "of " + key.kid() + ", " + what,
                message ->
                        Dsse.entry(key.kid().value(), change.apply(Dsse.sign(key, Dsse.signedBytes(type, message)))));
    }

    /** Changes the envelope's members after signing. */
    Recipe envelope(String what, Consumer<Map<String, Object>> change) {
        envelope = envelope.andThen(change);
        return step("envelope: " + what);
    }

    /** Changes the envelope's text after signing, its line feed excluded. */
    Recipe envelopeText(String what, UnaryOperator<String> change) {
        return line(what, text(change));
    }

    /** Changes the envelope's bytes after signing, its line feed excluded. */
    Recipe line(String what, UnaryOperator<byte[]> change) {
        line = after(line, change);
        return step("envelope: " + what);
    }

    /** Ends the envelope with these bytes instead of a line feed. */
    Recipe lineEnd(String what, byte[] end) {
        lineFeed = end;
        return step("line end: " + what);
    }

    Recipe attach(String what, byte[] bytes) {
        attachment = bytes;
        return step("attachment: " + what);
    }

    /** Changes the attachment after the payload has named its digest. */
    Recipe attachment(String what, UnaryOperator<byte[]> change) {
        attachment = change.apply(attachment);
        return step("attachment: " + what);
    }

    /** Changes the whole file. */
    Recipe file(String what, UnaryOperator<byte[]> change) {
        file = after(file, change);
        return step("file: " + what);
    }

    private Recipe step(String what) {
        steps.add(what);
        return this;
    }

    private static UnaryOperator<byte[]> after(UnaryOperator<byte[]> first, UnaryOperator<byte[]> then) {
        return bytes -> then.apply(first.apply(bytes));
    }

    private static UnaryOperator<byte[]> text(UnaryOperator<String> change) {
        return bytes -> Dsse.utf8(change.apply(new String(bytes, java.nio.charset.StandardCharsets.UTF_8)));
    }

    List<String> steps() {
        return List.copyOf(steps);
    }

    /** The envelope line without its line feed. */
    byte[] makeLine() {
        byte[] signed = payloadBytes.apply(Dsse.utf8(Json.write(payload)));
        Map<String, Object> members = Samples.members(
                "payloadType",
                type,
                "payload",
                Dsse.base64(signed),
                "signatures",
                new ArrayList<>(
                        signatures.stream().map(entry -> entry.apply(signed)).toList()));
        envelope.accept(members);
        return line.apply(Dsse.utf8(Json.write(members)));
    }

    byte[] make() {
        return file.apply(Dsse.concat(makeLine(), lineFeed, attachment));
    }

    /** The envelope's text member with this name, changed. */
    static Consumer<Map<String, Object>> change(String name, UnaryOperator<String> change) {
        return members -> members.put(name, change.apply((String) Objects.requireNonNull(members.get(name))));
    }

    /** The envelope's first entry of {@code signatures}, changed. */
    @SuppressWarnings("unchecked") // made above
    static Consumer<Map<String, Object>> firstSignature(Consumer<Map<String, Object>> change) {
        return members ->
                change.accept(((List<Map<String, Object>>) Objects.requireNonNull(members.get("signatures"))).get(0));
    }
}
