package dev.sgate.appliance;

/** Where lines of the log go. Thread-safe. */
interface LogOutput {
    void write(LogPriority priority, LogLine line);

    /** Whether nobody looks at a terminal while lines are written. */
    boolean isForMachines();

    /** Waits until what was written has left this process. */
    void flush();
}
