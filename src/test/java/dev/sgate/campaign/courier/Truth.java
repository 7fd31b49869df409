package dev.sgate.campaign.courier;

import dev.sgate.campaign.courier.ModelAppliance.Written;
import dev.sgate.journal.ChainHead;
import dev.sgate.journal.DeviceLine;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a right desk would hold, kept by the courier: he knows what he brought, and when for the first time. */
final class Truth {
    private record Came(Written event, boolean future) {}

    private static final Duration AHEAD_MAX = Duration.ofHours(1);

    private final SortedMap<Held.Line, Came> came = new TreeMap<>();
    private final Map<Sha256, DeviceLine> devices = new TreeMap<>();
    private long tipSeq = -1;

    /** A whole file came to the desk. */
    void brought(Export.Part part, Instant now) {
        tipSeq = Math.max(tipSeq, part.tipSeq());
        for (Written event : part.events()) {
            came.putIfAbsent(line(event), new Came(event, event.occurredAt().isAfter(now.plus(AHEAD_MAX))));
        }
        for (DeviceLine device : part.devices()) {
            devices.merge(device.fingerprint(), device, Truth::widest);
        }
    }

    private static DeviceLine widest(DeviceLine one, DeviceLine other) {
        return new DeviceLine(
                one.fingerprint(),
                one.firstSeen().isBefore(other.firstSeen()) ? one.firstSeen() : other.firstSeen(),
                one.lastSeen().isAfter(other.lastSeen()) ? one.lastSeen() : other.lastSeen());
    }

    private static Held.Line line(Written event) {
        return new Held.Line(event.line().seq(), event.line().head().head());
    }

    boolean holds(Written event) {
        return came.containsKey(line(event));
    }

    int events() {
        return came.size();
    }

    int devices() {
        return devices.size();
    }

    /** Whether everything up to this event came, in one history and no other. */
    boolean isWholeTo(ChainHead head) {
        SortedMap<Held.Line, Came> upTo = came.headMap(new Held.Line(head.seq() + 1, new Sha256("0".repeat(64))));
        return upTo.size() == head.seq()
                && upTo.keySet().stream().mapToLong(Held.Line::seq).distinct().count() == head.seq()
                && upTo.lastKey().digest().equals(head.head());
    }

    /** What the ledger must hold. */
    Held held() {
        SortedMap<Held.Line, Held.Content> events = new TreeMap<>();
        came.forEach((line, one) ->
                events.put(line, new Held.Content(one.event().line().text(), verdict(one))));
        Map<Sha256, String> seen = new TreeMap<>();
        devices.values()
                .forEach(device -> seen.put(
                        device.fingerprint(),
                        Payloads.time(device.firstSeen()) + " " + Payloads.time(device.lastSeen())));
        return new Held(events, seen, tipSeq);
    }

    private String verdict(Came one) {
        boolean knownId = came.values().stream()
                .anyMatch(other ->
                        other.event().line().id().equals(one.event().line().id())
                                && other.event().line().seq()
                                        < one.event().line().seq());
        return knownId ? "known-id" : one.future() ? "future" : "";
    }
}
