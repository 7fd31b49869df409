package dev.sgate.appliance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What the daemon does right now, in one line for {@code systemctl status}: for each stick that is in, the last that the log said of
 * it; without a stick, how the appliance stands. Thread-safe.
 */
final class LiveStatus {
    private static final int MAX_CHARS = 400;

    private final Supplier<Set<String>> sticks;
    private final Supplier<String> standing;
    private final Runnable changed;
    private final Map<String, Visited> visits = new LinkedHashMap<>();

    /** A stick, and the last that was said about its visit. */
    private record Visited(String volume, String said) {}

    /**
     * @param sticks the names of those that are in
     * @param standing how the appliance stands; asked for each text without a stick
     * @param changed is run when there is something new
     */
    LiveStatus(Supplier<Set<String>> sticks, Supplier<String> standing, Runnable changed) {
        this.sticks = sticks;
        this.standing = standing;
        this.changed = changed;
    }

    /** Follows the log; lines that are about no stick change nothing. */
    void take(LogLine line) {
        Map<String, String> facts = line.facts().facts();
        Optional.ofNullable(facts.get("visit")).ifPresent(visit -> {
            note(visit, Optional.ofNullable(facts.get("volume")), said(line.what(), facts));
            changed.run();
        });
    }

    private static String said(String what, Map<String, String> facts) {
        String about = facts.entrySet().stream()
                .filter(fact -> Set.of("file", "app", "version", "code").contains(fact.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining(" "));
        return about.isEmpty() ? what : what + " (" + about + ")";
    }

    private synchronized void note(String visit, Optional<String> volume, String said) {
        Optional<String> known = Optional.ofNullable(visits.get(visit)).map(Visited::volume);
        volume.or(() -> known).ifPresent(name -> visits.put(visit, new Visited(name, said)));
    }

    String text() {
        String text = ofSticks();
        String whole = text.isEmpty() ? "waiting for a stick; " + standing.get() : text;
        return whole.length() <= MAX_CHARS ? whole : whole.substring(0, MAX_CHARS);
    }

    private synchronized String ofSticks() {
        Set<String> there = sticks.get();
        visits.values().removeIf(visited -> !there.contains(visited.volume()));
        return visits.values().stream()
                .map(visited -> visited.volume() + ": " + visited.said())
                .collect(Collectors.joining("; "));
    }
}
