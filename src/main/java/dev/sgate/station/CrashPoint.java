package dev.sgate.station;

/**
 * Both sides of each step that lasts: the moments at which losing power matters. Whoever makes such a step says when it is
 * reached; in the product that does nothing, in the campaign {@code failpoints} the process ends there (THREATS, crash testing).
 */
public enum CrashPoint {
    /** A small file of ours is written under another name, and goes to disk. */
    BEFORE_FILE_SYNC,
    AFTER_FILE_SYNC,
    /** It takes its name: by a rename over the old one, or as a second name where none was. */
    BEFORE_FILE_NAMED,
    AFTER_FILE_NAMED,
    /** The names in a folder go to disk, on our disk or on a stick. */
    BEFORE_FOLDER_SYNC,
    AFTER_FOLDER_SYNC,
    /** A file or an empty folder of something that is not needed any more is removed. */
    BEFORE_REMOVED,
    AFTER_REMOVED,

    /** What came from a stick is copied, and the rest of it goes to disk. */
    BEFORE_STAGED_SYNC,
    AFTER_STAGED_SYNC,
    /** A program of one file moves from staging to its release. */
    BEFORE_STAGED_TAKEN,
    AFTER_STAGED_TAKEN,
    /** A file of a release is unpacked, and goes to disk. */
    BEFORE_RELEASE_FILE_SYNC,
    AFTER_RELEASE_FILE_SYNC,
    /** A release is whole, and its folder takes its name. */
    BEFORE_RELEASE_NAMED,
    AFTER_RELEASE_NAMED,
    /** A release's folder loses its name, to be removed. */
    BEFORE_RELEASE_UNNAMED,
    AFTER_RELEASE_UNNAMED,
    /** {@code current} leads to another release. */
    BEFORE_CURRENT_SWITCHED,
    AFTER_CURRENT_SWITCHED,
    /** {@code current} is removed: there is no application any more. */
    BEFORE_CURRENT_CLEARED,
    AFTER_CURRENT_CLEARED,

    /** An application becomes a process, which writes down who it is. */
    BEFORE_APP_STARTED,
    AFTER_APP_STARTED,
    /** An application's processes have ended, and its record is removed. */
    BEFORE_APP_RECORD_REMOVED,
    AFTER_APP_RECORD_REMOVED,

    /** A transaction of the ledger commits; a new version of its schema is one, too. */
    BEFORE_COMMIT,
    AFTER_COMMIT,

    /** A file of ours on a stick is written under another name, and goes to the stick. */
    BEFORE_STICK_SYNC,
    AFTER_STICK_SYNC,
    /** It takes its name there. */
    BEFORE_STICK_NAMED,
    AFTER_STICK_NAMED,
    /** A stick is written out and becomes read-only again, or is unmounted. */
    BEFORE_STICK_RELEASED,
    AFTER_STICK_RELEASED;

    /** To be called at this very moment, by the thread that makes the step. */
    public void reached() {
        Crash.at(this);
    }
}
