package dev.sgate.cli.terminal;

/** How a verb ended (BEHAVIOUR 2), from the best to the worst, which is also how several outcomes are put together. */
public enum ExitCode {
    /** Done, or accepted. */
    DONE(0),
    /** Licensed, but degraded. */
    DEGRADED(3),
    /** Refused: a code says why. */
    REFUSED(4),
    /** The words on the command line make no sense, or name something that is not there. */
    USAGE(2),
    /** The machine or the program is broken. */
    INTERNAL(1);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    /** The number the process ends with. */
    public int status() {
        return status;
    }

    /** The worse of the two. */
    public ExitCode worst(ExitCode other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
