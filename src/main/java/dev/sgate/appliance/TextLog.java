package dev.sgate.appliance;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The log as lines of plain ASCII.
 *
 * @param priorities whether each line starts with its priority, e.g. {@code <4>}
 */
record TextLog(PrintStream out, boolean priorities) implements LogOutput {
    @Override
    public void write(LogPriority priority, LogLine line) {
        write(Integer.toString(priority.number()), line.text());
    }

    /** One write a line, so that the lines of two threads do not mix. */
    void write(String priority, String text) {
        String prefix = priorities ? "<" + priority + ">" : "";
        byte[] line = (prefix + text.replaceAll("[^ -~]", "?") + "\n").getBytes(StandardCharsets.US_ASCII);
        out.write(line, 0, line.length);
        out.flush();
    }

    @Override
    public boolean isForMachines() {
        return priorities;
    }

    @Override
    public void flush() {
        out.flush();
    }
}
