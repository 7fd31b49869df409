package dev.sgate.appliance.kiosk;

import dev.sgate.station.Visit;
import dev.sgate.station.VisitId;

/**
 * Whose visit something is about.
 *
 * @param name what people see as the volume's name
 * @param key tells two mounts apart, as {@link dev.sgate.station.Mount#key}
 * @param real false for work that goes on without a stick, e.g. after a restart
 */
public record Stick(VisitId visit, String name, String key, boolean real) {
    static Stick of(Visit visit) {
        return new Stick(visit.id(), visit.mount().name(), visit.mount().key(), visit.hasStick());
    }
}
