package dev.sgate.appliance;

import dev.sgate.seal.Keyring;
import dev.sgate.station.LogEvent;
import dev.sgate.station.TrustSource;

/**
 * What {@code systemctl reload} comes to while the appliance works. The trust document is read whenever it is needed, so it is only told
 * which one counts now; settings are read at the start alone, because half of them, once changed under way, would hold for half a
 * visit: they are checked, and whether a restart would change something is told.
 *
 * @param now the settings that hold
 * @param reading reads them anew
 */
record Rereading(Settings now, Surroundings.Reading reading, TrustSource trust) {
    void look() {
        try {
            boolean same = reading.read().equals(now);
            Keyring keys = trust.current();
            line(same ? "settings are as they were" : "settings have changed: they hold after a restart")
                    .with(
                            "trust",
                            keys.document()
                                    .map(document -> "version " + document.version())
                                    .orElse("nothing"))
                    .with("next", same ? "nothing" : "systemctl restart sgate")
                    .tell();
        } catch (BadSetting bad) {
            line("a setting is wrong; what was read at the start stays in force")
                    .with("why", String.valueOf(bad.getMessage()))
                    .with("next", "put it right before the next restart, or the appliance will not work")
                    .warn();
        }
    }

    private static LogLine line(String what) {
        return LogLine.of(LogEvent.CONFIGURATION_READ, what);
    }
}
