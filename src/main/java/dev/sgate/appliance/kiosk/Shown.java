package dev.sgate.appliance.kiosk;

import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The page as it is now.
 *
 * @param mood the class of its body: colour and what to do with the stick
 * @param parts HTML by the id of the element that it stands in
 */
public record Shown(String mood, Map<String, String> parts) {
    /** The same for a program that puts the parts in place; one line. */
    public String json(String run) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("run", run);
        members.put("at", digest());
        members.put("mood", mood);
        members.put("parts", parts);
        return new String(Payloads.toJson(members), StandardCharsets.UTF_8);
    }

    /** Tells two states of the page apart. */
    public String digest() {
        byte[] all = Payloads.toJson(Map.of("mood", mood, "parts", parts));
        return Sha256.of(all).hex().substring(0, 16);
    }

    String part(String id) {
        return parts.getOrDefault(id, "");
    }
}
