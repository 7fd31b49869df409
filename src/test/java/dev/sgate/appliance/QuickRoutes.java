package dev.sgate.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The product's routes, with shorter waits where a test would only lose time. */
final class QuickRoutes {
    private static final Path ROUTES = Path.of("routes");

    private QuickRoutes() {}

    static Path copyTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Path file : files()) {
            String text = Files.readString(file)
                    .replace("period=250", "period=10")
                    .replace("delay=1000", "delay=10")
                    .replace("metrics-publish?delay=1000", "metrics-publish?delay=0")
                    .replace("license-watch?delay=2000", "license-watch?delay=0")
                    .replace("lease-files?delay=3000", "lease-files?delay=0")
                    .replace("concurrentConsumers=8", "concurrentConsumers=2&amp;pollTimeout=10")
                    .replace(
                            "<from id=\"status\" uri=\"seda:status-publish?",
                            "<from id=\"status\" uri=\"seda:status-publish?pollTimeout=10&amp;")
                    .replace(
                            "<from id=\"resumed\" uri=\"seda:release-resumed",
                            "<from id=\"resumed\" uri=\"seda:release-resumed?pollTimeout=10");
            Files.writeString(folder.resolve(String.valueOf(file.getFileName())), text);
        }
        return folder;
    }

    /** The route files, by name. */
    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(ROUTES)) {
            return files.filter(file -> file.toString().endsWith(".camel.xml"))
                    .sorted()
                    .toList();
        }
    }
}
