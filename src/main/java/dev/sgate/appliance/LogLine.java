package dev.sgate.appliance;

import dev.sgate.seal.Evidence;
import java.util.LinkedHashMap;
import java.util.Map;

/** A line for the log in the making: what happened, then facts. */
record LogLine(String what, Evidence facts) {
    static LogLine of(String what) {
        return new LogLine(what, Evidence.none());
    }

    LogLine with(String name, Object value) {
        return new LogLine(what, facts.and(name, value));
    }

    /** Facts that are safe for a log line already. */
    LogLine with(Evidence more) {
        Map<String, String> all = new LinkedHashMap<>(facts.facts());
        all.putAll(more.facts());
        return new LogLine(what, new Evidence(all));
    }

    /** All is well. */
    void tell() {
        ApplianceLog.info(what, facts);
    }

    /** Somebody should look at it. */
    void warn() {
        ApplianceLog.warning(what, facts);
    }

    /** Something is broken. */
    void alarm() {
        ApplianceLog.error(what, facts);
    }
}
