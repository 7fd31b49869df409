package dev.sgate.station;

import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseBundle;
import dev.sgate.license.Policy;
import dev.sgate.license.time.ClockReading;
import dev.sgate.license.time.ClockRules;
import dev.sgate.license.time.ClockStanding;
import dev.sgate.license.time.RememberedTime;
import dev.sgate.license.time.TimeState;
import dev.sgate.release.Platform;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Role;
import dev.sgate.seal.SigningKey;
import dev.sgate.vectors.Samples;
import dev.sgate.vectors.TestKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** An appliance's machine in memory: what survives a restart, and what can break. */
final class TestSite {
    final StepFaults crash = new StepFaults();
    final MemoryLedger memory = new MemoryLedger();
    final Ledger ledger;
    final MemoryStaging staging = new MemoryStaging();
    final MemoryReleases releases = new MemoryReleases(staging, crash);
    final FakeSupervisor supervisor = new FakeSupervisor(crash);
    final List<String> announced = new ArrayList<>();
    final List<Long> copied = new ArrayList<>();
    final List<Long> wholeCopies = new ArrayList<>();
    final InstallTurn turn = new InstallTurn();
    InstallPolicy policy = InstallPolicy.DEFAULT;
    Keyring keyring = TestKeys.keyring();
    Instant now = Instant.parse(Samples.NOW);
    RememberedTime remembered = RememberedTime.NOTHING;

    boolean markFileBroken;
    String machineId = "0123456789abcdef0123456789abcdef";
    String deviceName = "appliance-1";
    Situation situation = new Situation(
            Set.of(),
            Platform.of("Linux", "x86_64"),
            Instant.parse("2025-12-01T00:00:00Z"),
            false,
            "en",
            SiteLimits.DEFAULT);
    long lastId;

    final Ids ids = () -> new UUID(0x019c_0000_0000_7000L, 0x8000_0000_0000_0000L | ++lastId);

    /** Made anew at each restart: what it knows comes from the ledger and from what site IT pinned. */
    HeldTrust trust;

    final Announcements announcements = (event, what, why, next) -> announced.add(what);

    final Progress progress = (visit, file, totalBytes) -> new Progress.Copying() {
        @Override
        public void copied(long doneBytes) {
            copied.add(doneBytes);
        }

        @Override
        public void done() {
            wholeCopies.add(totalBytes);
        }
    };

    /** No boot-time clock: a test sets {@code now} as it likes. */
    final TrustedTime time = new TrustedTime() {
        @Override
        public Instant now() {
            return nowBy(remembered);
        }

        @Override
        public Instant clock() {
            return now;
        }

        @Override
        public ClockStanding standing(Policy policy) {
            return ClockRules.judge(counting(remembered), ClockReading.ofWall(now), policy);
        }

        @Override
        public RememberedTime observe() {
            remembered = remembered.observe(ClockReading.ofWall(now));
            return remembered;
        }

        @Override
        public RememberedTime ifAccepted(LicenseBundle bundle) {
            return remembered.accept(
                    ClockReading.ofWall(now),
                    bundle.terms().issuedAt(),
                    bundle.terms().policy(),
                    bundle.signers());
        }

        @Override
        public Instant nowBy(RememberedTime time) {
            return ClockRules.now(counting(time), ClockReading.ofWall(now));
        }

        private TimeState counting(RememberedTime time) {
            return time.by(signers -> keyring.keeps(Role.LICENSE, signers));
        }

        @Override
        public void keep(RememberedTime state) throws IOException {
            remembered = remembered.merge(state);
            if (markFileBroken) {
                throw new IOException("no space left");
            }
        }
    };

    final DeviceIdentity device = new DeviceIdentity() {
        @Override
        public SigningKey key() {
            return TestKeys.device(deviceName).key();
        }

        @Override
        public UUID applianceId() {
            ByteBuffer first = ByteBuffer.wrap(
                    HexFormat.of().parseHex(key().publicKey().deviceKid().value()));
            return new UUID(first.getLong(), first.getLong());
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.ofMachineId(machineId);
        }
    };

    TestSite() {
        this.ledger = crashing(memory);
        this.trust = restartedTrust();
    }

    /** With this ledger instead of one in memory. */
    TestSite(Ledger real) {
        this.ledger = crashing(real);
        this.trust = restartedTrust();
    }

    private HeldTrust restartedTrust() {
        return new HeldTrust(ledger, () -> keyring);
    }

    /** Every commit is a step that may go wrong, and every serial taken. */
    private Ledger crashing(Ledger real) {
        return (Ledger) Proxy.newProxyInstance(
                TestSite.class.getClassLoader(), new Class<?>[] {Ledger.class}, (proxy, method, arguments) -> {
                    Object[] result = new Object[1];
                    Optional<String> step = stepName(method, arguments);
                    if (step.isEmpty()) {
                        return invoke(real, method, arguments);
                    }
                    try {
                        crash.step(step.get(), () -> result[0] = invoke(real, method, arguments));
                    } catch (IOException injected) {
                        throw new UncheckedIOException(injected);
                    }
                    return result[0];
                });
    }

    private static Optional<String> stepName(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "commit" -> Optional.of("commit " + names(arguments));
            case "reserveExportSerial" -> Optional.of("reserve a serial");
            default -> Optional.empty();
        };
    }

    private static Object invoke(Ledger real, Method method, Object[] arguments) {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof PowerCut cut) {
                throw cut;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String names(Object[] arguments) {
        return ((List<?>) arguments[0])
                .stream()
                        .map(change -> change.getClass().getSimpleName())
                        .toList()
                        .toString();
    }

    /** All events of this type, as their lines. */
    List<String> events(String type) {
        return memory.journal().stream()
                .filter(line -> line.contains("\"type\":\"" + type + "\""))
                .toList();
    }

    /** A stick comes, and everything is done with it. */
    VisitDriver.Visited plugIn(FakeVolume volume) throws IOException, InterruptedException {
        return new VisitDriver(this).plugIn(volume);
    }

    /** Of the trust document that counts. */
    long trustVersion() {
        return trust.current().document().orElseThrow().version();
    }

    /** The machine is switched off: processes and whatever was in memory are gone, disk and ledger are not. */
    void losePower() {
        supervisor.running.clear();
        crash.heal();
        trust = restartedTrust();
    }
}
