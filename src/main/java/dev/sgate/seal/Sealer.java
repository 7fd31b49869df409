package dev.sgate.seal;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The one writer of sealed files: serialise, sign, one envelope line. The attachment's bytes are the caller's to append. */
public final class Sealer {
    /** A private key and the id that its signatures claim. */
    public record NamedKey(Kid kid, SigningKey key) {
        /** The key of a device, under the id that FORMATS gives it. */
        public static NamedKey ofDevice(SigningKey key) {
            return new NamedKey(key.publicKey().deviceKid(), key);
        }
    }

    private Sealer() {}

    /** The envelope line with its line feed, signed by every key in the order given. */
    public static byte[] seal(PayloadType type, Map<String, ?> payload, List<NamedKey> keys) {
        return seal(type.mediaType(), Payloads.toJson(payload), keys, Optional.empty());
    }

    /** The envelope line of a journal: signed by the device's key, which rides beside the payload. */
    public static byte[] sealByDevice(PayloadType type, Map<String, ?> payload, SigningKey deviceKey) {
        return seal(
                type.mediaType(),
                Payloads.toJson(payload),
                List.of(NamedKey.ofDevice(deviceKey)),
                Optional.of(deviceKey.publicKey()));
    }

    /** As {@link #seal(PayloadType, Map, List)} for payload bytes made elsewhere, and for types that this reader does not know. */
    public static byte[] seal(
            String payloadType, byte[] payload, List<NamedKey> keys, Optional<VerifyingKey> deviceKey) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(Payloads.toJson(members(payloadType, payload, keys, deviceKey)));
        line.write('\n');
        return line.toByteArray();
    }

    /** The envelope as the members of an object that stands inside another one, as in a lease file. */
    public static Map<String, Object> envelope(PayloadType type, Map<String, ?> payload, List<NamedKey> keys) {
        return members(type.mediaType(), Payloads.toJson(payload), keys, Optional.empty());
    }

    private static Map<String, Object> members(
            String payloadType, byte[] payload, List<NamedKey> keys, Optional<VerifyingKey> deviceKey) {
        byte[] signed = Envelope.signedBytes(payloadType, payload);
        List<Map<String, String>> signatures = new ArrayList<>();
        for (NamedKey key : keys) {
            Map<String, String> signature = new TreeMap<>();
            signature.put("keyid", key.kid().value());
            signature.put("sig", Base64Text.encode(key.key().sign(signed)));
            signatures.add(signature);
        }
        return Payloads.members(
                "payloadType",
                payloadType,
                "payload",
                Base64Text.encode(payload),
                "signatures",
                signatures,
                "deviceKey",
                deviceKey.map(key -> Base64Text.encode(key.spki())));
    }
}
