package dev.sgate.appliance.kiosk;

import dev.sgate.appliance.kiosk.Sight.Ending;
import dev.sgate.appliance.kiosk.Sight.Phase;
import dev.sgate.seal.Refusal;
import dev.sgate.station.UnreadableStick;
import java.util.List;
import java.util.Optional;

/** How far one visit has come. */
public sealed interface Stage {
    /**
     * The files are looked at.
     *
     * @param files how many; 0 as long as nobody has counted
     * @param done how many of them were looked at
     */
    record Checking(int files, int done) implements Stage {}

    /** A file is copied and hashed. */
    record Copying(String file, long doneBytes, long totalBytes) implements Stage {
        /** 0 to 100. */
        int percent() {
            return totalBytes <= 0 ? 0 : (int) Math.min(100, Math.max(0, doneBytes * 100 / totalBytes));
        }
    }

    /** A release is installed. */
    record Installing(Phase phase, String app, String version) implements Stage {}

    /** Journal and receipt are written. */
    record Returning() implements Stage {}

    /** The stick cannot be read here: nothing happens. */
    record Unreadable(UnreadableStick why) implements Stage {}

    /** Nothing more happens. */
    record Over(Ending ending, Optional<Refusal> why, List<String> written) implements Stage {
        public Over {
            written = List.copyOf(written);
        }
    }
}
