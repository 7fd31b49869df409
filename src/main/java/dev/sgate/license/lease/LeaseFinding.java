package dev.sgate.license.lease;

import dev.sgate.seal.Refusal;
import java.util.Optional;

/** What a lease is worth here and now (K29). */
public sealed interface LeaseFinding {
    /** All checks hold. A {@code fallback} lease is licensed, too, with no entitlements. */
    record Licensed(Lease lease) implements LeaseFinding {}

    /** A good lease whose time is over, until the next contact (K19, K20): {@code expired}, with the limit that was passed. */
    record Expired(Refusal refusal) implements LeaseFinding {}

    /** Not a lease for this place, or no lease at all. */
    record Invalid(Refusal refusal) implements LeaseFinding {}

    /** {@code licensed}, {@code expired} or {@code invalid}. */
    default String word() {
        return switch (this) {
            case Licensed licensed -> "licensed";
            case Expired expired -> "expired";
            case Invalid invalid -> "invalid";
        };
    }

    /** The code and the facts; empty where it is licensed. */
    default Optional<Refusal> why() {
        return switch (this) {
            case Licensed licensed -> Optional.empty();
            case Expired(Refusal refusal) -> Optional.of(refusal);
            case Invalid(Refusal refusal) -> Optional.of(refusal);
        };
    }
}
