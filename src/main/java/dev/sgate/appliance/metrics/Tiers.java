package dev.sgate.appliance.metrics;

import dev.sgate.station.Meter;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Which word stands for a tier in a label. Tiers are compared in lower case (C9). A site has few of them; so that a strange bundle
 * cannot fill a server with series, a word that is no short name, and every word after the {@value #MOST}th, is {@value #OTHER}.
 */
final class Tiers {
    static final int MOST = 16;
    static final String OTHER = "other";
    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,31}");

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Consumer<String> first;

    /** @param first hears each label word when it comes up for the first time, before it is used */
    Tiers(Consumer<String> first) {
        this.first = first;
    }

    String label(String tier) {
        String word = tier.toLowerCase(Locale.ROOT);
        String label = WORD.matcher(word).matches() && hasRoom(word) ? word : OTHER;
        if (known.add(label)) {
            first.accept(label);
        }
        return label;
    }

    /** {@link Meter#NO_TIER} always has a place. */
    private boolean hasRoom(String word) {
        return known.contains(word) || known.size() < MOST || word.equals(Meter.NO_TIER);
    }
}
