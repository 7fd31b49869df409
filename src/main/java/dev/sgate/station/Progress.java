package dev.sgate.station;

/** Hears how far long work has come (port). Must return at once. */
@FunctionalInterface
public interface Progress {
    /**
     * An attachment begins to be copied from the stick, hashed and synced.
     *
     * @param totalBytes its length
     */
    Copying begin(Visit visit, OpenedFile file, long totalBytes);

    /** One attachment on its way. One that fails is never done; its outcome says why. */
    interface Copying {
        /** So many bytes are copied and hashed. Called often. */
        void copied(long doneBytes);

        /** All of it is copied, hashed, believed and on our disk. */
        void done();
    }
}
