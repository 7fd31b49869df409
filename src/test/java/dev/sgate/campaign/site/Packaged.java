package dev.sgate.campaign.site;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The packaged product, copied so that a build in the checkout does not change it under a running campaign: {@code sgate.jar}, its
 * libraries, and the routes, with shorter waits between two looks at the mount table. Starts are made quick by a cache of
 * loaded classes that a first run leaves behind, one for each class path. Safe for use by several threads.
 */
public final class Packaged {
    private static final List<String> SMALL = List.of(
            "-Xms64m",
            "-Xmx64m",
            "-Xmn40m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:CompileThresholdScaling=4",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED");

    private final Path folder;
    private final Map<List<Path>, Path> caches = new HashMap<>();

    private Packaged(Path folder) {
        this.folder = folder;
    }

    /**
     * Copies it.
     *
     * @param checkout where {@code target/sgate.jar}, {@code target/lib} and {@code routes} are
     * @param folder made here, must not be there
     */
    public static Packaged copy(Path checkout, Path folder) throws IOException {
        Files.createDirectories(folder.resolve("lib"));
        copyAll(checkout.resolve("target/lib"), folder.resolve("lib"));
        Files.copy(checkout.resolve("target/sgate.jar"), folder.resolve("sgate.jar"));
        copyRoutes(checkout.resolve("routes"), folder.resolve("routes"));
        return new Packaged(folder);
    }

    /** Of the checkout that this campaign was started in. */
    public static Packaged ofCheckout(Path folder) throws IOException {
        return copy(Path.of(System.getProperty("sgate.home", "")).toAbsolutePath(), folder);
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static void copyRoutes(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                String quicker = Files.readString(file)
                        .replace("timer:volume-poll?period=250", "timer:volume-poll?delay=0&amp;period=25")
                        .replace("concurrentConsumers=8", "concurrentConsumers=2&amp;pollTimeout=20");
                Files.writeString(to.resolve(file.getFileName()), quicker);
            }
        }
    }

    /** The product's jar alone, to compile overlays against; its libraries lie in {@code lib} beside it. */
    public Path jar() {
        return folder.resolve("sgate.jar");
    }

    Path routes() {
        return folder.resolve("routes");
    }

    /** From here on this class path starts with the cache that a recording run left. */
    synchronized void remember(List<Path> overlays, Path cache) {
        caches.put(overlays, cache);
    }

    synchronized boolean isRemembered(List<Path> overlays) {
        return caches.containsKey(overlays);
    }

    synchronized Path newCache() {
        return folder.resolve("classes-" + caches.size() + ".aot");
    }

    /** The words that start the daemon; its own options follow. */
    synchronized List<String> command(Start start) throws IOException {
        List<String> words = new ArrayList<>(start.before());
        words.add(java().toString());
        words.addAll(SMALL);
        Path cache = caches.get(start.overlays());
        if (cache != null && Files.exists(cache)) {
            words.add("-XX:AOTCache=" + cache);
        }
        words.addAll(start.jvm());
        words.add("-Dsgate.home=" + folder);
        words.addAll(List.of("-cp", classPath(start.overlays()), "dev.sgate.cli.Main", "run"));
        return words;
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private String classPath(List<Path> overlays) throws IOException {
        try (Stream<Path> libraries = Files.list(folder.resolve("lib"))) {
            return Stream.of(overlays.stream(), Stream.of(jar()), libraries.sorted())
                    .flatMap(paths -> paths)
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
