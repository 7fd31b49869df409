package dev.sgate.appliance.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The members of a client's request, each as {@link LeaseMember} wants it. Any other is passed over, whatever
 * it is: clients grow new members every few weeks. {@code null} is the same as absent.
 */
final class LeaseBody {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private final Map<String, String> members;

    private LeaseBody(Map<String, String> members) {
        this.members = members;
    }

    /** The body is none of ours; the message is for the client. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final String why;

        Unreadable(String why) {
            super(why);
            this.why = why;
        }

        /** A sentence for the client. */
        String why() {
            return why;
        }
    }

    /**
     * The members of a request.
     *
     * @throws Unreadable for anything but one JSON object in UTF-8, and a member that is not as it should be
     */
    static LeaseBody read(byte[] utf8) throws Unreadable {
        try (JsonParser json = FACTORY.createParser(decode(utf8))) {
            return new LeaseBody(object(json));
        } catch (IOException notJson) {
            throw new Unreadable("The request's body is not JSON.");
        }
    }

    private static String decode(byte[] utf8) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }

    private static Map<String, String> object(JsonParser json) throws IOException, Unreadable {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new Unreadable("The request's body is not a JSON object.");
        }
        Map<String, String> members = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            Optional<LeaseMember> member = LeaseMember.find(name);
            if (member.isEmpty()) {
                json.skipChildren();
            } else if (value != JsonToken.VALUE_NULL) {
                members.put(name, text(member.get(), value, json));
            }
        }
        if (json.nextToken() != null) {
            throw new Unreadable("The request's body goes on after its JSON object.");
        }
        return members;
    }

    private static String text(LeaseMember member, JsonToken value, JsonParser json) throws IOException, Unreadable {
        if (value != JsonToken.VALUE_STRING) {
            throw unreadable(member, "is not a text");
        }
        String text = json.getText();
        Optional<String> fault = member.fault(text);
        if (fault.isPresent()) {
            throw unreadable(member, fault.get());
        }
        return text;
    }

    private static Unreadable unreadable(LeaseMember member, String fault) {
        return new Unreadable("The member " + member.word() + " " + fault + ".");
    }

    /** The member, as it was sent. */
    Optional<String> find(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /**
     * The member, as it was sent.
     *
     * @throws Unreadable if it is missing or empty
     */
    String get(String name) throws Unreadable {
        return find(name)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new Unreadable("The member " + name + " is missing."));
    }
}
