package dev.sgate.license.time;

import dev.sgate.license.Policy;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/** The product's rules with its two copies, as the appliance keeps them. Subclasses are the mistakes that a test must find. */
class KeptTime {
    private TimeState memory = TimeState.NOTHING;
    private Optional<TimeState> ledger = Optional.empty();
    private Optional<TimeState> file = Optional.empty();
    private Optional<TimeState> backup = Optional.empty();

    final void start() {
        memory = load(ledger, file);
    }

    TimeState load(Optional<TimeState> fromLedger, Optional<TimeState> fromFile) {
        TimeState beside = fromFile.orElse(TimeState.NOTHING);
        return fromLedger.map(beside::merge).orElse(beside);
    }

    final void observe(ClockReading reading) {
        save(observed(ClockRules.observe(memory, reading)));
    }

    TimeState observed(TimeState state) {
        return state;
    }

    boolean isWritten() {
        return true;
    }

    final void accept(ClockReading reading, Instant issuedAt, Policy policy) {
        save(memory.merge(ClockRules.accept(memory, reading, issuedAt, policy)));
    }

    private void save(TimeState state) {
        memory = state;
        if (isWritten()) {
            ledger = Optional.of(ledger.map(state::merge).orElse(state));
            file = Optional.of(state);
        }
    }

    final Instant now(ClockReading reading) {
        return ClockRules.now(memory, reading);
    }

    final ClockStanding standing(ClockReading reading, Policy policy) {
        return ClockRules.judge(memory, reading, policy);
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
    final <T> T suppose(BiFunction<KeptTime, TimeState, T> look) {
        KeptTime copy = new KeptTime();
        copy.memory = memory;
        return look.apply(copy, memory);
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
        TimeState observed(TimeState state) {
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
        TimeState load(Optional<TimeState> fromLedger, Optional<TimeState> fromFile) {
            return fromLedger.orElse(TimeState.NOTHING);
        }
    }
}
