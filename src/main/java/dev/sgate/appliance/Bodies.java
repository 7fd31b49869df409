package dev.sgate.appliance;

import dev.sgate.station.Step;
import dev.sgate.station.Visit;
import java.util.Optional;

/** What routes carry from step to step: our own records, each of a visit. */
final class Bodies {
    private Bodies() {}

    /** The visit that this body belongs to, if to any. */
    static Optional<Visit> findVisit(Object body) {
        return switch (body) {
            case Step step -> Optional.of(step.visit());
            case Gathered gathered -> Optional.of(gathered.visit());
            case Failure.FileFailed failed -> Optional.of(failed.visit());
            case Failure.VisitFailed failed -> Optional.of(failed.visit());
            case Failure.NothingMore failed -> failed.visit();
            default -> Optional.empty();
        };
    }

    /** The same where a route must have one; without, the route is wrong. */
    static Visit visitOf(Object body) {
        return findVisit(body)
                .orElseThrow(() -> new IllegalStateException(
                        "no visit belongs to a " + body.getClass().getSimpleName()));
    }
}
