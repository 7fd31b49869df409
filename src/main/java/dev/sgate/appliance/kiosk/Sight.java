package dev.sgate.appliance.kiosk;

import dev.sgate.seal.Refusal;
import dev.sgate.station.FileOutcome;
import dev.sgate.station.UnreadableStick;
import java.util.List;
import java.util.Optional;

/** One thing that happened to a stick, as far as somebody at the page wants to know it. */
public sealed interface Sight {
    /** Something that is about one visit. */
    sealed interface OfVisit extends Sight {
        Stick stick();
    }

    /** A stick is there and its visit begins. */
    record Arrived(Stick stick) implements OfVisit {}

    /** A stick is there and cannot be read here. */
    record Unreadable(Stick stick, UnreadableStick why) implements OfVisit {}

    /** So many files of ours are on it. */
    record Counted(Stick stick, int files) implements OfVisit {}

    /** One more file was looked at, whatever was found. */
    record LookedAt(Stick stick) implements OfVisit {}

    /** A file is on its way from the stick. */
    record Copied(Stick stick, String file, long doneBytes, long totalBytes) implements OfVisit {}

    /** A release came one phase further. */
    record Installing(Stick stick, Phase phase, String app, String version) implements OfVisit {}

    /** Nothing more happens to a file; all outcomes of the visit so far. */
    record Settled(Stick stick, List<FileOutcome> outcomes) implements OfVisit {
        public Settled {
            outcomes = List.copyOf(outcomes);
        }
    }

    /** Journal and receipt are written. */
    record Returning(Stick stick) implements OfVisit {}

    /**
     * The visit is over.
     *
     * @param why not as it should be; empty where all is well with the stick
     * @param outcomes all of the visit
     * @param written names of our files on the stick
     */
    record Ended(Stick stick, Ending ending, Optional<Refusal> why, List<FileOutcome> outcomes, List<String> written)
            implements OfVisit {
        public Ended {
            outcomes = List.copyOf(outcomes);
            written = List.copyOf(written);
        }
    }

    /** A volume is not there any more. */
    record Left(String key) implements Sight {}

    /** How far an install has come. */
    enum Phase {
        /** Its folder is made. */
        PREPARING,
        /** The running one is stopped and the new one started. */
        SWITCHING,
        /** Its health check decides. */
        PROBING,
        /** What ran before comes back. */
        GOING_BACK
    }

    /** How a visit ends. */
    enum Ending {
        /** All is synced: it may be unplugged. */
        SAFE,
        /** Nothing was written to it or read from it: it may be unplugged. */
        UNTOUCHED,
        /** It was pulled before all was done. */
        GONE,
        /** It could not be released. */
        STUCK
    }
}
