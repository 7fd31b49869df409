package dev.sgate.campaign.lyingstick;

import java.util.Locale;

/** What is wrong with a stick; {@code stick.py} tells each under its {@link #word}. */
enum Lie {
    NONE(Wanted.INSTALLED, true),
    /** In the second half of a file, every byte that is read again is another one. */
    CHANGES_AFTER_FIRST_READ(Wanted.INSTALLED, true),
    CHANGES_WHILE_READ(Wanted.WHAT_WAS_SIGNED, true),
    ONE_BIT_IS_WRONG(Wanted.WHAT_WAS_SIGNED, true),
    /** A file opened again is the other file on the stick. */
    SWAPPED_AT_SECOND_OPENING(Wanted.WHAT_WAS_SIGNED, true),
    SHOWS_LESS(Wanted.WHAT_WAS_SIGNED, true),
    SHOWS_MORE(Wanted.WHAT_WAS_SIGNED, true),
    SHRINKS(Wanted.NOT_ALL_OF_IT, true),
    /** Behind its end there are more bytes, and never an end. */
    GROWS(Wanted.WHAT_WAS_SIGNED, true),
    READ_ERROR(Wanted.NOT_ALL_OF_IT, true),
    SHORT_READS(Wanted.INSTALLED, true),
    STALLS_BRIEFLY(Wanted.INSTALLED, true),
    SHORT_WRITES(Wanted.INSTALLED, true),
    WRITE_ERROR(Wanted.INSTALLED, false),
    FULL(Wanted.INSTALLED, false),
    STORES_OTHER_BYTES(Wanted.INSTALLED, false),
    SYNC_ERROR(Wanted.INSTALLED, false),
    RENAME_ERROR(Wanted.INSTALLED, false),
    /** A read never comes back; another stick must be served all the same, and the visit ends with {@code stalled}. */
    HANGS(Wanted.INSTALLED, true),
    /** The same while its names are looked at. */
    HANGS_WHEN_LISTED(Wanted.INSTALLED, true),
    /** The same when somebody looks at its names once more. */
    HANGS_WHEN_LISTED_AGAIN(Wanted.INSTALLED, true),
    /** The same while the journal is written to it. */
    HANGS_WHEN_SYNCED(Wanted.INSTALLED, false),
    /** The stick is honest; our own disk takes less of what is staged than it is given, and says so. */
    DISK_SHORT_WRITES(Wanted.INSTALLED, true);

    /** What may become of the update and the license on it. */
    enum Wanted {
        /** Both are whole for whoever reads them once. */
        INSTALLED,
        /** Either is refused, or what was signed is in force. */
        WHAT_WAS_SIGNED,
        /** At least one of the two is refused. */
        NOT_ALL_OF_IT
    }

    private final Wanted wanted;
    private final boolean keepsWrites;

    Lie(Wanted wanted, boolean keepsWrites) {
        this.wanted = wanted;
        this.keepsWrites = keepsWrites;
    }

    Wanted wanted() {
        return wanted;
    }

    /** Whether what is written to it can be had again. */
    boolean keepsWrites() {
        return keepsWrites;
    }

    /** Whether something never comes back. */
    boolean hangs() {
        return name().startsWith("HANGS");
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
