package dev.sgate.host;

import dev.sgate.seal.Limits;
import java.util.regex.Pattern;

/** The words between daemon and writer, which may be of different releases: they may grow and never change (ADR 0020). */
final class StickWords {
    /** Asks for a stick: the word, the {@link MountedDisk}'s name, device and number. The first line of all. */
    static final String OPEN = "sgate-stick-1";

    /** Asks whether the stick may still be written to. */
    static final String STILL = "still";

    /** A file: the word and its name; then its bytes. */
    static final String WRITE = "write";

    /** The last line: make it safe to pull. */
    static final String RELEASE = "release";

    /** It may be written to. */
    static final String READY = "ready";

    /** It cannot be written to: a switch on the stick, or its driver. */
    static final String PROTECTED = "protected";

    /** The file is on the stick, and was read back. */
    static final String WRITTEN = "written";

    /** What stands in the way, and nothing was changed: the word, a refusal's code, then name and value of each fact. */
    static final String REFUSED = "refused";

    /** All is on the stick, and its file system is read-only. */
    static final String RELEASED = "released";

    /** It is still writable: somebody has it in use. */
    static final String BUSY = "busy";

    /** The stick failed, or what was asked for is not to be had: the word and the reason. */
    static final String FAILED = "failed";

    /** The longest file that is written: a journal is shorter (FORMATS). */
    static final long FILE_MAX_BYTES = Limits.JOURNAL_FILE_MAX_BYTES + 1;

    private static final Pattern OWN_NAME =
            Pattern.compile("journal-[0-9]{8}(-[0-9]{1,4})?\\.sgsync|sgate-receipt-[0-9a-f]{8}\\.(txt|json)");

    private StickWords() {}

    /** Whether it is a name under which we write to sticks (BEHAVIOUR 3). */
    static boolean isOwnName(String name) {
        return OWN_NAME.matcher(name).matches();
    }
}
