package dev.sgate.seal;

import java.util.Optional;
import java.util.Set;

/** An envelope inside another JSON object that a device's key must have signed; nothing in it is believed yet. */
public final class DeviceEnvelope {
    private final Envelope envelope;

    private DeviceEnvelope(Envelope envelope) {
        this.envelope = envelope;
    }

    /** Reads the envelope in this object, while {@link UnverifiedJson#parse} runs. */
    public static DeviceEnvelope read(Fields envelope) {
        return new DeviceEnvelope(Envelope.read(envelope, 0));
    }

    /**
     * Checks the signature, then the payload type.
     *
     * @return refused with {@code unknown-key}, {@code bad-signature} or {@code unsupported-version}
     */
    public Verdict<VerifiedPayload> open(PayloadType type, Ed25519PublicKey deviceKey) {
        return SignatureCheck.byDevice(envelope, deviceKey)
                .then(key -> envelope.payloadType().equals(type.mediaType())
                        ? Verdict.accepted(payload(type, key))
                        : Verdict.refused(
                                Refusal.of(RefusalCode.UNSUPPORTED_VERSION, "payloadType", envelope.payloadType())));
    }

    private VerifiedPayload payload(PayloadType type, Ed25519PublicKey key) {
        return new VerifiedPayload(
                type,
                envelope.payload(),
                Set.of(key.deviceKid()),
                Keyring.nothing("signed by a device, not by the vendor"),
                Optional.of(key));
    }
}
