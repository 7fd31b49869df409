package dev.sgate.station;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * Our private folder (mode 0700) where bytes from a stick are copied, hashed and synced before anything uses them (port). Each
 * staged file is a slot of its own with a name of ours; what is installed is read from here and never again from the stick.
 */
public interface Staging {
    /** What a slot holds. */
    enum Part {
        /** The envelope line, without its line feed. */
        ENVELOPE,
        /** The attachment. */
        ATTACHMENT
    }

    /** A file that grows; {@link #sync()} before it is believed to be there after a power cut. */
    abstract class Writing extends OutputStream {
        /** Forces the bytes and the file's own entry in its folder to disk. */
        public abstract void sync() throws IOException;
    }

    /** Bytes that may still be written to the disk that holds staging and releases. */
    long usableBytes() throws IOException;

    /** Starts a part of a slot; the slot is made when it is not there. A part that is there already is replaced. */
    Writing write(String slot, Part part) throws IOException;

    /** Reads a part of a slot from its start. */
    InputStream read(String slot, Part part) throws IOException;

    /** Throws a slot away; nothing happens if it is not there. */
    void discard(String slot) throws IOException;

    /** All slots, e.g. what a power cut left behind. */
    List<String> slots() throws IOException;
}
