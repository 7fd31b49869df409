package dev.sgate.license.lease;

import dev.sgate.seal.DeviceEnvelope;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Fields;
import dev.sgate.seal.VerifyingKey;

/** The members of a lease file as they were read: nothing in them is believed yet. */
record LeaseFileParts(
        String tenant, byte[] bundleLine, DeviceEnvelope leaseKey, Ed25519PublicKey deviceKey, StoredLease lease) {
    static LeaseFileParts read(Fields file) {
        return new LeaseFileParts(
                file.getName("tenant"),
                file.getBytes("bundle"),
                DeviceEnvelope.read(file.getObject("leaseKey")),
                deviceKey(file),
                StoredLease.read(file.getObject("lease")));
    }

    private static Ed25519PublicKey deviceKey(Fields file) {
        return VerifyingKey.find("ed25519", file.getBytes("deviceKey"))
                .map(Ed25519PublicKey.class::cast)
                .orElseThrow(() -> file.malformed("deviceKey", "not an Ed25519 key"));
    }
}
