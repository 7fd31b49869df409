package dev.sgate.vendor.ledger;

import java.util.List;
import java.util.UUID;

/**
 * How an appliance's journal stands at the desk after an import.
 *
 * @param parked true where nothing of it counts: it names no bundle that this desk minted for it
 * @param wholeTo the last event up to which nothing is missing and nothing is forked: what is acknowledged
 * @param gaps stretches that are missing up to the newest event it ever spoke of
 * @param missingParts files that other parts of the same export speak of; told only where events are missing
 * @param forks numbers at which two histories part: a restored or copied appliance
 * @param sameMachine other appliances with this machine's fingerprint: reinstalled, or a copy
 */
public record ApplianceState(
        boolean parked,
        long wholeTo,
        List<Gap> gaps,
        List<MissingParts> missingParts,
        List<Long> forks,
        List<UUID> sameMachine) {
    /**
     * A stretch of missing events, both ends included.
     *
     * @param keyLost true where the appliance told that they went with its journal's key: no file will ever bring them
     */
    public record Gap(long first, long last, boolean keyLost) {
        public Gap(long first, long last) {
            this(first, last, false);
        }
    }

    /** An export of which these parts, numbered from 1, have not come. */
    public record MissingParts(long exportSerial, List<Long> missing, long parts) {
        public MissingParts {
            missing = List.copyOf(missing);
        }
    }

    public ApplianceState {
        gaps = List.copyOf(gaps);
        missingParts = List.copyOf(missingParts);
        forks = List.copyOf(forks);
        sameMachine = List.copyOf(sameMachine);
    }
}
