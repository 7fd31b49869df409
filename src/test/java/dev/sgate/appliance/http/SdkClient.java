package dev.sgate.appliance.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An application as the SDKs make one, written from LEASE-PROTOCOL 2 to 6 alone: no class of the product is used. It keeps its lease
 * by their rules, verifies it with the JDK's Ed25519, and says what it is: {@code licensed}, {@code limited}, {@code expired} or
 * {@code none}. It never looks at a clock but the one it is handed.
 */
final class SdkClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] SPKI_OF_RAW = HEX.parseHex("302a300506032b6570032100");
    private static final int TOLERANCE_SECONDS = 300;

    private final Map<String, PublicKey> trusted = new TreeMap<>();
    private Wire wire;
    private String licenseKey = "";
    private String instanceId = "";
    private Optional<String> machineHash = Optional.empty();
    private Optional<JsonNode> lease = Optional.empty();
    private Optional<Instant> lastContact = Optional.empty();

    SdkClient(Wire wire) {
        this.wire = wire;
    }

    /** The same store at another address: the service was started again. */
    void moveTo(Wire other) {
        wire = other;
    }

    String instanceId() {
        return instanceId;
    }

    JsonNode lease() {
        return lease.orElseThrow(() -> new AssertionError("no lease is kept"));
    }

    Optional<Instant> lastContact() {
        return lastContact;
    }

    /** Fetches the keyset and adds its keys to those that are trusted. */
    SdkClient fetchKeys() {
        Wire.Reply reply = wire.get("/site/.well-known/keylight-keys");
        if (reply.status() != 200 || !reply.json().path("primary_kid").isTextual()) {
            throw new AssertionError(reply);
        }
        reply.json()
                .path("keys")
                .forEach(key -> trusted.put(
                        key.path("kid").textValue(), key(key.path("public_key").textValue())));
        return this;
    }

    private static PublicKey key(String base64) {
        byte[] raw = Base64.getDecoder().decode(base64);
        if (raw.length != 32) {
            throw new AssertionError("not 32 raw bytes: " + base64);
        }
        byte[] spki = new byte[SPKI_OF_RAW.length + raw.length];
        System.arraycopy(SPKI_OF_RAW, 0, spki, 0, SPKI_OF_RAW.length);
        System.arraycopy(raw, 0, spki, SPKI_OF_RAW.length, raw.length);
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
        } catch (GeneralSecurityException noKey) {
            throw new AssertionError(noKey);
        }
    }

    /** Asks for a seat; what comes back is kept only if its lease verifies. */
    Wire.Reply activate(String key, Optional<String> machine, Instant now) {
        Wire.Reply reply = wire.post("/site/lantern/activate", activation(key, machine));
        JsonNode body = reply.json();
        if (reply.status() == 200 && body.path("activated").booleanValue() && verifies(body.path("lease"))) {
            licenseKey = key;
            machineHash = machine;
            instanceId = body.path("instance_id").textValue();
            keep(body.path("lease"), now);
        }
        return reply;
    }

    /** The body of {@code activate} as newer SDKs send it. */
    static String activation(String key, Optional<String> machine) {
        ObjectNode body = JSON.createObjectNode();
        body.put("license_key", key).put("instance_name", "linux-x64").put("sdk_version", "0.3.4");
        body.put("platform", "linux")
                .put("sdk", "js")
                .put("os_version", "6.8.0")
                .put("arch", "x86_64");
        body.put("cpu_cores", "5-8").put("memory", "8-16GB").put("sdk_trial_duration_days", 14);
        machine.ifPresent(hash -> body.put("machine_hash", hash));
        return body.toString();
    }

    /** What every launch does: 200 and 422 are definitive, anything else leaves what is kept (LEASE-PROTOCOL 5). */
    Wire.Reply validate(Instant now) {
        Wire.Reply reply = wire.post("/site/lantern/validate", validation(licenseKey, instanceId, machineHash));
        JsonNode sent = reply.json().path("lease");
        if (reply.status() == 200 && reply.json().path("valid").booleanValue()) {
            if (verifies(sent)) {
                keep(sent, now);
            }
        } else if (reply.status() == 422) {
            lease = verifies(sent) ? Optional.of(sent) : Optional.empty();
        }
        return reply;
    }

    /** The body of {@code validate}. */
    static String validation(String key, String instance, Optional<String> machine) {
        ObjectNode body = JSON.createObjectNode();
        body.put("license_key", key).put("instance_id", instance).put("sdk_version", "0.3.4");
        machine.ifPresent(hash -> body.put("machine_hash", hash));
        return body.toString();
    }

    /** Gives the seat back; what is kept goes when the answer is 200. */
    Wire.Reply deactivate() {
        Wire.Reply reply = wire.post("/site/lantern/deactivate", validation(licenseKey, instanceId, Optional.empty()));
        if (reply.status() == 200) {
            lease = Optional.empty();
            lastContact = Optional.empty();
        }
        return reply;
    }

    private void keep(JsonNode verified, Instant now) {
        lease = Optional.of(verified);
        lastContact = Optional.of(now);
    }

    /** What the application is at this time, without asking anybody. */
    String state(Instant now) {
        if (lease.isEmpty()) {
            return "none";
        }
        String status = lease.get().path("status").textValue();
        boolean current = now.getEpochSecond() <= lease.get().path("expiresAt").longValue() + TOLERANCE_SECONDS;
        return switch (status) {
            case "active" -> current ? "licensed" : "expired";
            case "fallback" -> "limited";
            default -> "expired";
        };
    }

    /** Whether this lease is signed by a key that is trusted here. */
    boolean verifies(JsonNode candidate) {
        PublicKey key = trusted.get(candidate.path("kid").asText());
        if (key == null) {
            return false;
        }
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(signedText(candidate).getBytes(StandardCharsets.UTF_8));
            return check.verify(
                    Base64.getDecoder().decode(candidate.path("signature").textValue()));
        } catch (GeneralSecurityException broken) {
            throw new AssertionError(broken);
        }
    }

    /** The text that was signed, from the JSON that was sent. */
    static String signedText(JsonNode lease) {
        List<String> entitlements = new ArrayList<>();
        lease.path("entitlements").forEach(name -> entitlements.add(name.textValue()));
        return String.join(
                "|",
                "v3",
                lease.path("kid").textValue(),
                lease.path("licenseKeyHash").textValue(),
                lease.path("instanceId").textValue(),
                Long.toString(lease.path("issuedAt").longValue()),
                Long.toString(lease.path("expiresAt").longValue()),
                lease.path("status").textValue(),
                String.join(",", entitlements.stream().sorted().toList()));
    }
}
