package dev.sgate.release;

import dev.sgate.seal.Sha256;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@link ReleaseRules} must know of the place where an update is offered; all of it about the application that is offered.
 *
 * @param now trusted time: the later of clock and mark (BEHAVIOUR 1)
 * @param latestKnownTime the latest of clock, mark and product build time; only the 400-days-ahead rule uses it
 * @param products the products this place takes; empty means any
 * @param heldBy the product that an application of this name belongs to here; empty where there is none yet
 * @param platform what this machine runs; empty where no machine is meant ({@code sgate verify})
 * @param running the release that {@code current} points at
 * @param highestCommitted the highest version that was ever committed here
 * @param minimumFloor the highest {@code minimumVersion} of a committed release
 * @param quarantined digests of attachments that failed, each with {@code issuedAt} of the newest file that brought it
 * @param known the digest of every release that was switched to here: on probation, committed, or rolled back
 */
public record ReleaseSituation(
        Instant now,
        Instant latestKnownTime,
        Set<String> products,
        Optional<String> heldBy,
        Optional<Platform> platform,
        Optional<Running> running,
        Optional<SemVer> highestCommitted,
        Optional<SemVer> minimumFloor,
        Map<Sha256, Instant> quarantined,
        Map<ReleaseId, Sha256> known) {
    /** The release in force, the digest of its attachment, and {@code issuedAt} of the update that brought it. */
    public record Running(ReleaseId id, Sha256 sha256, Instant issuedAt) {}

    public ReleaseSituation {
        products = Set.copyOf(products);
        quarantined = Map.copyOf(quarantined);
        known = Map.copyOf(known);
    }

    /** No state at all, as for {@code sgate verify} (BEHAVIOUR 4): only not-yet-valid and expired can refuse. */
    public static ReleaseSituation alone(Instant at) {
        return new ReleaseSituation(
                at,
                at,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of());
    }
}
