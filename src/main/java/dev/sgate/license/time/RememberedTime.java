package dev.sgate.license.time;

import dev.sgate.license.Policy;
import dev.sgate.seal.Kid;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What is remembered of the time, kept apart for each set of keys whose bundles moved it (BEHAVIOUR 4): each state is what would be
 * remembered if only these keys had ever signed a bundle. So the mark falls back when a key is revoked, with the clock's readings that
 * its bundles had re-anchored. Immutable.
 *
 * @param bySigners no keys at all: before the first bundle, or written before keys were kept; the latter can be nobody's who is
 *     revoked
 */
public record RememberedTime(Map<Set<Kid>, TimeState> bySigners) {
    /** What is known where nothing is remembered. */
    public static final RememberedTime NOTHING = new RememberedTime(Map.of());

    public RememberedTime {
        bySigners = Map.copyOf(bySigners);
    }

    /** What is remembered where only these keys ever signed a bundle. */
    public static RememberedTime of(Set<Kid> signers, TimeState state) {
        return new RememberedTime(Map.of(Set.copyOf(signers), state));
    }

    /**
     * The state that counts: of keys that are still believed the one with the latest bundle. Where no key is believed, no license is
     * either, and the latest of all stays: a site whose only key was revoked keeps its time until the next bundle comes.
     *
     * @param believed asked only where it makes a difference
     */
    public TimeState by(Predicate<Set<Kid>> believed) {
        List<Map.Entry<Set<Kid>, TimeState>> bundles = bySigners.entrySet().stream()
                .filter(entry -> entry.getValue().issuedAt().isAfter(Instant.EPOCH))
                .toList();
        return bundles.stream()
                .filter(entry -> bundles.size() == 1 || entry.getKey().isEmpty() || believed.test(entry.getKey()))
                .map(Map.Entry::getValue)
                .reduce(TimeState::merge)
                .orElseGet(this::latest);
    }

    /** The state with the latest bundle, whoever signed it. */
    public TimeState latest() {
        return bySigners.values().stream().reduce(TimeState::merge).orElse(TimeState.NOTHING);
    }

    /** After a launch or an hour: each state sees the same clock, see {@link ClockRules#observe}. */
    public RememberedTime observe(ClockReading reading) {
        Map<Set<Kid>, TimeState> seen = new HashMap<>(bySigners);
        seen.putIfAbsent(Set.of(), TimeState.NOTHING);
        return new RememberedTime(seen).each(state -> ClockRules.observe(state, reading));
    }

    /**
     * Once a bundle of these keys is accepted, see {@link ClockRules#accept}: their state alone is re-anchored, and that counts where
     * no other that is believed has a later bundle. The tolerance of its policy is counted by all.
     */
    public RememberedTime accept(ClockReading reading, Instant issuedAt, Policy policy, Set<Kid> signers) {
        TimeState before = bySigners.getOrDefault(signers, TimeState.NOTHING);
        Map<Set<Kid>, TimeState> accepted =
                new HashMap<>(each(state -> state.widened(policy.clockToleranceSeconds())).bySigners);
        accepted.put(Set.copyOf(signers), ClockRules.accept(before, reading, issuedAt, policy));
        return new RememberedTime(accepted);
    }

    /** Of two copies, of which either may be older, see {@link TimeState#merge}: neither can be lost or put back alone. */
    public RememberedTime merge(RememberedTime other) {
        Map<Set<Kid>, TimeState> merged = new HashMap<>(bySigners);
        other.bySigners.forEach((signers, state) -> merged.merge(signers, state, TimeState::merge));
        return new RememberedTime(merged);
    }

    private RememberedTime each(UnaryOperator<TimeState> change) {
        Map<Set<Kid>, TimeState> changed = new HashMap<>(bySigners);
        changed.replaceAll((signers, state) -> change.apply(state));
        return new RememberedTime(changed);
    }
}
