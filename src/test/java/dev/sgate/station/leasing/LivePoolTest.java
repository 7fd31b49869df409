package dev.sgate.station.leasing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.license.Fingerprint;
import dev.sgate.license.Pool;
import dev.sgate.license.PoolRules;
import dev.sgate.license.PoolSituation;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerDraft;
import dev.sgate.station.MemoryLedger;
import dev.sgate.station.PoolView.Instance;
import dev.sgate.station.StateChange;
import dev.sgate.station.StateChange.InstanceEnded;
import dev.sgate.station.StateChange.InstanceHeld;
import dev.sgate.station.StateChange.NewSeatCounted;
import dev.sgate.station.StateChange.SeatCleared;
import dev.sgate.station.StateChange.SeatGivenBack;
import dev.sgate.station.StateChange.SeatTaken;
import dev.sgate.vectors.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is kept up in memory is what a new reading of the ledger would give, whatever a commit is made of. */
class LivePoolTest {
    private static final UUID LICENSE = LeaseSite.licenseId();
    private static final UUID OTHER = UUID.fromString("7d3c2b1a-9f8e-4d6c-8b5a-000000000000");
    private static final Instant BEGIN = Instant.parse(Samples.MADE);
    private static final Pool POOL = new Pool(4, List.of(), 1);

    private final Random random = new Random(7);
    private Instant now = BEGIN;

    @Test
    void itSaysWhatTheLedgerSays() {
        MemoryLedger ledger = new MemoryLedger();
        for (int commit = 0; commit < 200; commit++) {
            now = now.plusSeconds(60);
            ledger.commitTogether(draft -> {
                LivePool live = new LivePool(LICENSE, read(draft));
                for (int request = 0; request < 8; request++) {
                    List<StateChange> changes = request(draft, device(random.nextInt(6)), random.nextInt(7));
                    draft.add(changes, List.of());
                    changes.forEach(live::apply);
                    assertThat(live.situation()).isEqualTo(read(draft));
                }
                return true;
            });
        }
        assertThat(ledger.pool(LICENSE, 1)).isNotEmpty();
    }

    private PoolSituation read(LedgerDraft draft) {
        return new PoolSituation(
                POOL,
                draft.pool(LICENSE, 1),
                draft.reusedEarly(LICENSE, now.minus(PoolRules.EARLY_WINDOW), now),
                PoolRules.RECLAIM_AFTER,
                false,
                now);
    }

    /** What requests are made of: odd devices are known again, even ones not. */
    private List<StateChange> request(LedgerDraft draft, Fingerprint device, int kind) {
        Optional<Instance> instance = draft.findInstance(LICENSE, device);
        return switch (kind) {
            case 0, 1 -> List.of(new SeatTaken(LICENSE, 1, device, now), new InstanceHeld(heard(device, instance)));
            case 2 ->
                instance.<List<StateChange>>map(held -> List.of(
                                new SeatGivenBack(LICENSE, 1, device, now.plusSeconds(random.nextInt(9999))),
                                new InstanceEnded(held.id())))
                        .orElse(List.of());
            case 3 -> List.of(new SeatCleared(LICENSE, 1, device));
            case 4 -> List.of(new NewSeatCounted(LICENSE, "", random.nextBoolean(), now));
            case 5 -> List.of(new SeatTaken(LICENSE, 2, device, now), new NewSeatCounted(OTHER, "", true, now));
            default ->
                instance.<List<StateChange>>map(held -> List.of(new InstanceHeld(heard(device, instance))))
                        .orElse(List.of());
        };
    }

    private Instance heard(Fingerprint device, Optional<Instance> before) {
        UUID id = before.map(Instance::id).orElseGet(() -> new UUID(random.nextLong(), random.nextLong()));
        boolean known = Character.digit(device.hex().charAt(63), 16) % 2 == 1;
        Instant end = now.plus(Duration.ofDays(2));
        return new Instance(id, LICENSE, device, known, "127.0.0.1", now, end, now, Optional.empty());
    }

    private static Fingerprint device(int number) {
        return new Fingerprint(Sha256.of(new byte[] {(byte) number}));
    }
}
