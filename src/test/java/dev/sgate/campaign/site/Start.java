package dev.sgate.campaign.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the daemon is started.
 *
 * @param overlays jars that stand before the product's on the class path: their classes win
 * @param jvm more options for the JVM
 * @param before words before the command, e.g. {@code strace} with its options
 */
public record Start(List<Path> overlays, List<String> jvm, List<String> before) {
    /** As it is on a site. */
    public static final Start PLAIN = new Start(List.of(), List.of(), List.of());

    public Start {
        overlays = List.copyOf(overlays);
        jvm = List.copyOf(jvm);
        before = List.copyOf(before);
    }

    /** The same with this jar before all others. */
    public Start withOverlay(Path jar) {
        return new Start(Stream.concat(Stream.of(jar), overlays.stream()).toList(), jvm, before);
    }

    /** The same with more options for the JVM. */
    public Start withJvm(String... more) {
        List<String> all = new ArrayList<>(jvm);
        all.addAll(List.of(more));
        return new Start(overlays, all, before);
    }

    /** The same with these words before the command. */
    public Start behind(String... words) {
        return new Start(overlays, jvm, List.of(words));
    }
}
