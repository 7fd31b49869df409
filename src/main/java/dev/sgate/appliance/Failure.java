package dev.sgate.appliance;

import dev.sgate.station.OpenedFile;
import dev.sgate.station.Visit;
import java.util.Optional;

/** How far something reaches that should not have happened: a step threw instead of handing on an outcome. */
sealed interface Failure {
    /** One file is given up; the visit goes on. */
    record FileFailed(Visit visit, OpenedFile file, Exception cause) implements Failure {}

    /** The visit is given up; its volume is released. */
    record VisitFailed(Visit visit, Exception cause) implements Failure {}

    /** There is nothing left to do but to tell: it happened outside of a visit, or while a failure was being put on record. */
    record NothingMore(Optional<Visit> visit, Exception cause) implements Failure {}
}
