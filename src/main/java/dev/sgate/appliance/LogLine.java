package dev.sgate.appliance;

import dev.sgate.seal.Evidence;
import dev.sgate.station.LogEvent;
import java.util.LinkedHashMap;
import java.util.Map;

/** A line for the log in the making: what happened, then facts. */
record LogLine(LogEvent event, String what, Evidence facts) {
    static LogLine of(LogEvent event, String what) {
        return new LogLine(event, what, Evidence.none());
    }

    LogLine with(String name, Object value) {
        return new LogLine(event, what, facts.and(name, value));
    }

    /** Facts that are safe for a log line already. */
    LogLine with(Evidence more) {
        Map<String, String> all = new LinkedHashMap<>(facts.facts());
        all.putAll(more.facts());
        return new LogLine(event, what, new Evidence(all));
    }

    /** The line as it is read. */
    String text() {
        return facts.facts().isEmpty() ? what : what + " " + facts.oneLine();
    }

    /** All is well. */
    void tell() {
        ApplianceLog.info(this);
    }

    /** Somebody should look at it. */
    void warn() {
        ApplianceLog.warning(this);
    }

    /** Something is broken. */
    void alarm() {
        ApplianceLog.error(this);
    }
}
