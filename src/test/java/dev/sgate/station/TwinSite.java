package dev.sgate.station;

import dev.sgate.journal.EventLine;
import dev.sgate.license.Fingerprint;
import dev.sgate.license.lease.LeaseKeyset;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Kid;
import dev.sgate.station.leasing.Caller;
import dev.sgate.station.leasing.LeaseAnswer;
import dev.sgate.station.leasing.LeaseKeys;
import dev.sgate.station.leasing.LeaseRequest.Activation;
import dev.sgate.station.leasing.LeaseRequest.Validation;
import dev.sgate.station.leasing.LeaseSettings;
import dev.sgate.station.leasing.Leasing;
import dev.sgate.station.leasing.SiteLeasing;
import dev.sgate.vectors.TestKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A whole appliance for campaigns: the real steps and the real lease service over a ledger in memory, with a clock that is set. */
public final class TwinSite {
    private static final AtomicLong LAST_ID = new AtomicLong();
    private static final LeaseKeys.LeaseKey LEASE_KEY = new LeaseKeys.LeaseKey(
            TestKeys.ed25519("site-1").kid(), TestKeys.ed25519("site-1").key());

    /** What an application got: its instance, and how long it may run. */
    public record Grant(UUID instance, Instant until) {}

    private final String machine;
    private final String device;
    private final MemoryLedger memory;
    private final TestSite site;
    private final VisitDriver visits;
    private final Leasing leasing;

    /** A new appliance on this machine with this device key. */
    public TwinSite(String machine, String device) {
        this(machine, device, new MemoryLedger(TwinSite::nextId));
    }

    private TwinSite(String machine, String device, MemoryLedger memory) {
        this.machine = machine;
        this.device = device;
        this.memory = memory;
        this.site = new TestSite(memory);
        site.machineId = machine;
        site.deviceName = device;
        site.lastId = LAST_ID.addAndGet(1_000_000); // a copy must not give its original's ids out again
        this.visits = new VisitDriver(site);
        this.leasing = new SiteLeasing(
                site.ledger,
                site.trust,
                site.time,
                new OneKey(),
                Fingerprint.ofMachineId(machine),
                TwinSite::nextId,
                LeaseSettings.DEFAULT,
                Meter.SILENT);
    }

    private static UUID nextId() {
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | LAST_ID.incrementAndGet());
    }

    /** Its disk, copied into a second box. */
    public TwinSite copied() {
        TwinSite copy = new TwinSite(machine, device, memory.copy(TwinSite::nextId));
        copy.site.remembered = site.remembered;
        copy.site.now = site.now;
        return copy;
    }

    public UUID applianceId() {
        return site.device.applianceId();
    }

    /** The hour in which the clock is looked at and remembered. */
    public void clock(Instant now) {
        site.now = now;
        try {
            site.time.keep(site.time.observe());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a stick with these files, and gives what is on it afterwards. */
    public Map<String, byte[]> plugIn(Map<String, byte[]> files) throws IOException, InterruptedException {
        FakeVolume stick = new FakeVolume();
        stick.files.put("SGATE-RETURN", new byte[0]);
        stick.files.putAll(files);
        visits.plugIn(stick);
        return stick.files;
    }

    /** Hands over what its journal holds, oldest first. */
    public void events(Consumer<EventLine> each) {
        memory.eventsAfter(0, each);
    }

    public Optional<Grant> activate(String licenseKey, String product, String machineHash) {
        return grant(leasing.activate(
                new Activation("site", product, licenseKey, Optional.empty(), Optional.of(machineHash)), caller()));
    }

    public Optional<Grant> validate(String licenseKey, String product, UUID instance) {
        return grant(leasing.validate(
                new Validation("site", product, licenseKey, instance.toString(), Optional.empty()), caller()));
    }

    private static Caller caller() {
        return new Caller("127.0.0.1", "00000001");
    }

    private static Optional<Grant> grant(LeaseAnswer answer) {
        return answer instanceof LeaseAnswer.Granted granted
                ? Optional.of(
                        new Grant(granted.instanceId(), granted.lease().terms().expiresAt()))
                : Optional.empty();
    }

    /** One lease key for all: what it signs is not judged here. */
    private static final class OneKey implements LeaseKeys {
        @Override
        public LeaseKey primary(Instant now) {
            return LEASE_KEY;
        }

        @Override
        public Kid rotate(Instant now) {
            throw new IllegalStateException("nobody asked for it");
        }

        @Override
        public LeaseKeyset keyset(Instant now, Duration offlineAtMost) {
            return LeaseKeyset.of(
                    LEASE_KEY.kid(), (Ed25519PublicKey) LEASE_KEY.key().publicKey());
        }

        @Override
        public Map<Kid, Instant> listedUntil(Instant now, Duration offlineAtMost) {
            return Map.of();
        }
    }
}
