package dev.sgate.vendor.ledger;

import java.util.List;
import java.util.UUID;

/**
 * How an appliance's journal stands at the desk after an import.
 *
 * @param parked true where nothing of it counts: it names no bundle that this desk minted for it
 * @param gaps stretches that are missing up to the newest event it ever spoke of
 * @param forks numbers at which two histories part: a restored or copied appliance
 * @param sameMachine other appliances with this machine's fingerprint: reinstalled, or a copy
 */
public record ApplianceState(boolean parked, List<Gap> gaps, List<Long> forks, List<UUID> sameMachine) {
    /** A stretch of missing events, both ends included. */
    public record Gap(long first, long last) {}

    public ApplianceState {
        gaps = List.copyOf(gaps);
        forks = List.copyOf(forks);
        sameMachine = List.copyOf(sameMachine);
    }
}
