package dev.sgate.seal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A DSSE v1.0.2 envelope as it was read: nothing in it is believed yet. */
record Envelope(String payloadType, byte[] payload, List<Signature> signatures, Optional<byte[]> deviceKey) {
    /** Reads the envelope line, without its line feed. */
    static Envelope parse(byte[] line) {
        if (line.length == 0 || line[0] != '{' || line[line.length - 1] != '}') {
            throw new Malformed("envelope", "a line that does not start with { and end with }");
        }
        Fields fields = new Fields("envelope.", StrictJson.parseObject(line, Limits.ENVELOPE_MAX_VALUES));
        return read(fields, line.length);
    }

    /** Reads the members of an envelope that took this many bytes. */
    static Envelope read(Fields fields, int bytes) {
        String type = fields.getString("payloadType");
        Optional<PayloadType> known = PayloadType.find(type);
        if (known.isPresent() && bytes > known.get().envelopeMaxBytes()) {
            throw new Malformed(Refusal.of(RefusalCode.TOO_LARGE, "envelopeBytes", bytes)
                    .and("limitBytes", known.get().envelopeMaxBytes()));
        }
        Optional<byte[]> deviceKey =
                known.equals(Optional.of(PayloadType.JOURNAL)) ? fields.findBytes("deviceKey") : Optional.empty();
        return new Envelope(type, fields.getBytes("payload"), signatures(fields), deviceKey);
    }

    private static List<Signature> signatures(Fields fields) {
        List<Fields> entries = fields.getObjects("signatures", Limits.SIGNATURES_MAX);
        if (entries.isEmpty()) {
            throw fields.malformed("signatures", "none");
        }
        List<Signature> signatures = new ArrayList<>();
        Set<Kid> seen = new HashSet<>();
        for (Fields entry : entries) {
            Kid kid = new Kid(entry.findString("keyid").orElse(""));
            if (!kid.value().isEmpty() && !seen.add(kid)) {
                throw entry.malformed("keyid", kid + " twice");
            }
            signatures.add(new Signature(kid, entry.getBytes("sig")));
        }
        return signatures;
    }

    /** The bytes that are signed: {@code "DSSEv1" SP LEN(type) SP type SP LEN(body) SP body}, lengths in bytes. */
    static byte[] signedBytes(String payloadType, byte[] payload) {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream signed = new ByteArrayOutputStream(payload.length + type.length + 32);
        signed.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.US_ASCII));
        signed.writeBytes(type);
        signed.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.US_ASCII));
        signed.writeBytes(payload);
        return signed.toByteArray();
    }

    byte[] signedBytes() {
        return signedBytes(payloadType, payload);
    }
}
