package dev.sgate.campaign.twin;

import dev.sgate.station.TwinSite;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** One appliance of the scenario, and what the driver wrote down of it: what its applications were told, and what reached the vendor. */
final class Box {
    /** An application on this machine was told that it may run from then until then. */
    record Told(String machine, Instant from, Instant until) {}

    final TwinSite site;
    final List<Told> told = new ArrayList<>();
    final Map<String, UUID> instances = new HashMap<>();
    Duration clockError = Duration.ZERO;
    boolean sendsNothing;
    /** When the newest export was made that reached the vendor; empty while none did. */
    Optional<Instant> seenUntil = Optional.empty();

    boolean sentFromTheFuture;

    Box(TwinSite site) {
        this.site = site;
    }

    Box copied() {
        Box copy = new Box(site.copied());
        copy.instances.putAll(instances);
        return copy;
    }

    /** All its applications ask, the new ones for a seat. */
    void ask(Instant now, String licenseKey, Set<String> machines) {
        site.clock(now.plus(clockError));
        for (String machine : machines) {
            UUID instance = instances.get(machine);
            Optional<TwinSite.Grant> grant = instance == null
                    ? site.activate(licenseKey, Scenario.PRODUCT, machine)
                    : site.validate(licenseKey, Scenario.PRODUCT, instance);
            grant.ifPresent(given -> {
                instances.put(machine, given.instance());
                told.add(new Told(machine, now, given.until()));
            });
        }
    }

    void reached(Instant exportedAt) {
        seenUntil = seenUntil.filter(seen -> seen.isAfter(exportedAt)).or(() -> Optional.of(exportedAt));
    }

    /** What of it the vendor can know. */
    List<Told> seen() {
        return told.stream()
                .filter(one ->
                        seenUntil.filter(until -> !one.from().isAfter(until)).isPresent())
                .toList();
    }

    Set<String> machines(List<Told> of) {
        Set<String> machines = new HashSet<>();
        of.forEach(one -> machines.add(one.machine()));
        return machines;
    }
}
