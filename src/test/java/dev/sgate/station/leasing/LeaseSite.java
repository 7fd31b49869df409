package dev.sgate.station.leasing;

import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseBundle;
import dev.sgate.license.Policy;
import dev.sgate.license.lease.LeaseKeyset;
import dev.sgate.license.time.ClockReading;
import dev.sgate.license.time.ClockRules;
import dev.sgate.license.time.ClockStanding;
import dev.sgate.license.time.RememberedTime;
import dev.sgate.license.time.TimeState;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Kid;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sha256;
import dev.sgate.station.Ledger;
import dev.sgate.station.Meter;
import dev.sgate.station.StateChange.LicenseConfirmed;
import dev.sgate.station.StateChange.LicenseHeld;
import dev.sgate.station.TrustedTime;
import dev.sgate.station.leasing.LeaseRequest.Activation;
import dev.sgate.station.leasing.LeaseRequest.Deactivation;
import dev.sgate.station.leasing.LeaseRequest.Validation;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** A lease service on some ledger, and the applications that ask it. */
final class LeaseSite {
    static final Caller HERE = new Caller("127.0.0.1", "00000001");
    static final Caller LAN = new Caller("192.0.2.7", "00000002");

    final Ledger ledger;
    Instant now = Instant.parse(Samples.MADE).plusSeconds(3600);
    private TimeState kept = TimeState.NOTHING;
    Keyring keyring = TestKeys.keyring();
    /** The appliance itself. */
    static final Fingerprint OWN_MACHINE = Fingerprint.ofMachineId("the appliance");

    boolean signerBroken;
    final List<String> counted = new ArrayList<>();
    Duration listedFor = Duration.ZERO;
    final Leasing leasing;

    LeaseSite(Ledger ledger) {
        this.ledger = ledger;
        this.leasing = new SiteLeasing(
                ledger, () -> keyring, time(), keys(), OWN_MACHINE, UUID::randomUUID, LeaseSettings.DEFAULT, meter());
    }

    /** Notes what is counted, one line each. */
    private Meter meter() {
        return new Meter() {
            @Override
            public void seatTaken(String tier, Duration took) {
                counted.add("seat " + tier + (took.isNegative() ? " too early" : ""));
            }

            @Override
            public void checked(String tier, Check result) {
                counted.add("check " + tier + " " + result);
            }

            @Override
            public void graceLeft(String tier, Duration left) {
                counted.add("left " + tier + " " + left);
            }
        };
    }

    TrustedTime time() {
        return new TrustedTime() {
            @Override
            public Instant now() {
                return ClockRules.now(kept, ClockReading.ofWall(now));
            }

            @Override
            public Instant clock() {
                return now;
            }

            @Override
            public ClockStanding standing(Policy policy) {
                return ClockRules.judge(kept, ClockReading.ofWall(now), policy);
            }

            @Override
            public RememberedTime observe() {
                kept = ClockRules.observe(kept, ClockReading.ofWall(now));
                return RememberedTime.of(Set.of(), kept);
            }

            @Override
            public RememberedTime ifAccepted(LicenseBundle bundle) {
                return RememberedTime.of(
                        bundle.signers(), TimeState.issued(bundle.terms().issuedAt()));
            }

            @Override
            public Instant nowBy(RememberedTime time) {
                return now;
            }

            @Override
            public void keep(RememberedTime time) {}
        };
    }

    private LeaseKeys keys() {
        LeaseKeys.LeaseKey key = new LeaseKeys.LeaseKey(
                TestKeys.ed25519("site-1").kid(), TestKeys.ed25519("site-1").key());
        return new LeaseKeys() {
            @Override
            public LeaseKey primary(Instant at) throws IOException {
                if (signerBroken) {
                    throw new IOException("the lease key is damaged");
                }
                return key;
            }

            @Override
            public Kid rotate(Instant at) {
                throw new IllegalStateException("nobody asked for it");
            }

            @Override
            public LeaseKeyset keyset(Instant at, Duration offlineAtMost) {
                listedFor = offlineAtMost;
                return LeaseKeyset.of(key.kid(), (Ed25519PublicKey) key.key().publicKey());
            }

            @Override
            public Map<Kid, Instant> listedUntil(Instant now, Duration offlineAtMost) {
                return Map.of();
            }
        };
    }

    /** Imports the sample license after this change. */
    void hold(Consumer<Map<String, Object>> change) {
        holdSignedBy(TestKeys.LICENSE_A, change);
    }

    /** As {@link #hold}, signed by this key. */
    void holdSignedBy(Sealer.NamedKey signer, Consumer<Map<String, Object>> change) {
        Map<String, Object> payload = Samples.license();
        change.accept(payload);
        byte[] line = Sealer.seal(PayloadType.LICENSE, payload, List.of(signer));
        LicenseBundle bundle = Samples.bundle(change);
        ledger.commit(List.of(new LicenseHeld(bundle, line, now)), List.of());
    }

    /** The key that signed it is believed no more. */
    void revokeKey() {
        revokeKeys("license-a");
    }

    void revokeKeys(String... kids) {
        Map<String, Object> trust = Samples.trust();
        trust.put("revoked", List.of(kids));
        keyring = TestKeys.keyring(trust);
    }

    /** Imports a license with a pool of this size. */
    void holdPool(long size) {
        hold(payload -> payload.put("pool", Samples.members("size", size)));
    }

    void confirm() {
        ledger.commit(List.of(new LicenseConfirmed(licenseId(), now)), List.of());
    }

    static UUID licenseId() {
        return UUID.fromString((String) Samples.license().get("licenseId"));
    }

    static String machine(String name) {
        return Samples.digest(name);
    }

    /** The same as a device. */
    static Fingerprint fingerprint(String machine) {
        return new Fingerprint(new Sha256(machine(machine)));
    }

    static Activation activation(Optional<String> machineHash) {
        return new Activation("site", "lantern", Samples.LICENSE_KEY, Optional.of("desk 4"), machineHash);
    }

    LeaseAnswer activate(String machine) {
        return activate(machine, HERE);
    }

    LeaseAnswer activate(String machine, Caller caller) {
        return leasing.activate(activation(Optional.of(machine(machine))), caller);
    }

    LeaseAnswer activateUnknownMachine(Caller caller) {
        return leasing.activate(activation(Optional.empty()), caller);
    }

    LeaseAnswer validate(UUID instance) {
        return validate(instance, HERE);
    }

    LeaseAnswer validate(UUID instance, Caller caller) {
        return leasing.validate(
                new Validation("site", "lantern", Samples.LICENSE_KEY, instance.toString(), Optional.empty()), caller);
    }

    LeaseAnswer deactivate(UUID instance, Caller caller) {
        return leasing.deactivate(
                new Deactivation(
                        "site", "lantern", Optional.of(Samples.LICENSE_KEY), instance.toString(), Optional.empty()),
                caller);
    }

    /** The instance of an answer that must be a grant. */
    static UUID granted(LeaseAnswer answer) {
        if (answer instanceof LeaseAnswer.Granted granted) {
            return granted.instanceId();
        }
        throw new AssertionError(answer);
    }

    /** The hour that raises the mark to the clock. */
    void mark() {
        kept = ClockRules.observe(kept, ClockReading.ofWall(now));
    }

    /** A newer bundle, made now, that re-anchors the clock; {@link #now} is right again. */
    void reanchor(Instant issuedAt) {
        kept = ClockRules.accept(kept, ClockReading.ofWall(now), issuedAt, Policy.DEFAULT);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** All events of this type, as their lines. */
    List<String> events(String type) {
        List<String> lines = new ArrayList<>();
        ledger.eventsAfter(0, event -> {
            if (event.text().contains("\"type\":\"" + type + "\"")) {
                lines.add(event.text());
            }
        });
        return lines;
    }
}
