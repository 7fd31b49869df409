package dev.sgate.license.time;

import dev.sgate.license.Policy;
import dev.sgate.seal.Kid;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The product's rules with its two copies, as the appliance keeps them. Subclasses are the mistakes that a test must find. */
class KeptTime {
    private final Set<Kid> revoked = new HashSet<>();
    private RememberedTime memory = RememberedTime.NOTHING;
    private Optional<RememberedTime> ledger = Optional.empty();
    private Optional<RememberedTime> file = Optional.empty();
    private Optional<RememberedTime> backup = Optional.empty();

    final void start() {
        memory = load(ledger, file);
    }

    RememberedTime load(Optional<RememberedTime> fromLedger, Optional<RememberedTime> fromFile) {
        RememberedTime beside = fromFile.orElse(RememberedTime.NOTHING);
        return fromLedger.map(beside::merge).orElse(beside);
    }

    final void observe(ClockReading reading) {
        save(observed(memory.observe(reading)));
    }

    RememberedTime observed(RememberedTime time) {
        return time;
    }

    boolean isWritten() {
        return true;
    }

    final void accept(ClockReading reading, Instant issuedAt, Policy policy, Set<Kid> signers) {
        save(memory.merge(memory.accept(reading, issuedAt, policy, keptAs(signers))));
    }

    Set<Kid> keptAs(Set<Kid> signers) {
        return signers;
    }

    /** From now on what this key signed counts no more. */
    final void revoke(Kid kid) {
        revoked.add(kid);
    }

    private TimeState counting() {
        return memory.by(signers -> !revoked.containsAll(signers));
    }

    private void save(RememberedTime state) {
        memory = state;
        if (isWritten()) {
            ledger = Optional.of(ledger.map(state::merge).orElse(state));
            file = Optional.of(state);
        }
    }

    final Instant now(ClockReading reading) {
        return ClockRules.now(counting(), reading);
    }

    final ClockStanding standing(ClockReading reading, Policy policy) {
        return ClockRules.judge(counting(), reading, policy);
    }

    final void backUpLedger() {
        backup = ledger;
    }

    final void restoreLedger() {
        ledger = backup;
    }

    final void loseFile() {
        file = Optional.empty();
    }

    final void loseLedger() {
        ledger = Optional.empty();
    }

    /** A look at what would be, on a copy: nothing is changed. */
    final <T> T suppose(Function<KeptTime, T> look) {
        KeptTime copy = new KeptTime();
        copy.memory = memory;
        copy.revoked.addAll(revoked);
        return look.apply(copy);
    }

    /** Seeded: what is remembered is never written. */
    static final class NotPersisted extends KeptTime {
        @Override
        boolean isWritten() {
            return false;
        }
    }

    /** Seeded: the sum of steps back begins anew with each. */
    static final class SumForgotten extends KeptTime {
        @Override
        RememberedTime observed(RememberedTime time) {
            Map<Set<Kid>, TimeState> forgotten = new HashMap<>(time.bySigners());
            forgotten.replaceAll((signers, state) -> withoutSum(state));
            return new RememberedTime(forgotten);
        }

        private static TimeState withoutSum(TimeState state) {
            return new TimeState(
                    state.issuedAt(),
                    state.seen(),
                    state.trusted(),
                    state.read(),
                    state.addedSeconds(),
                    0,
                    state.widestToleranceSeconds());
        }
    }

    /** Seeded: there is no copy beside the ledger. */
    static final class LostWithLedger extends KeptTime {
        @Override
        RememberedTime load(Optional<RememberedTime> fromLedger, Optional<RememberedTime> fromFile) {
            return fromLedger.orElse(RememberedTime.NOTHING);
        }
    }

    /** Seeded: whoever signed, it is kept as one, as if no key were ever revoked. */
    static final class SignersForgotten extends KeptTime {
        @Override
        Set<Kid> keptAs(Set<Kid> signers) {
            return Set.of();
        }
    }
}
