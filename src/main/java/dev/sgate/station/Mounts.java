package dev.sgate.station;

import java.io.IOException;
import java.util.List;

/** The mount table, read anew each time: a scan is the truth (port). */
public interface Mounts {
    /** The volumes directly below the media folder, in order of their directories. */
    List<Mount> current() throws IOException;
}
