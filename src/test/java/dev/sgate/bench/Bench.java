package dev.sgate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Prints the table of figures; exit status 1 if one is over its bound in this run. Arguments: which parts of it, {@code verify},
 * {@code revocation}, {@code install}, {@code start}, {@code leases}, {@code journal}, {@code reconcile}, {@code memory}; none is
 * all.
 */
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("sgate-bench");
        boolean allWithin;
        try {
            Table table = new Table(System.out);
            BenchFiles files = new BenchFiles();
            for (Work part : parts(arguments, table, files, folder)) {
                part.run();
            }
            allWithin = table.allWithin();
        } finally {
            delete(folder);
        }
        if (!allWithin) {
            System.exit(1);
        }
    }

    private static List<Work> parts(String[] arguments, Table table, BenchFiles files, Path folder) {
        Map<String, Work> parts = new LinkedHashMap<>();
        parts.put("verify", () -> new VerifyFigures(files, folder).print(table));
        parts.put("revocation", () -> new RevocationFigures().print(table));
        parts.put("install", () -> new InstallFigures(files, folder).print(table));
        parts.put("start", () -> new StartFigures(files, folder).print(table));
        parts.put("leases", () -> new LeaseFigures(folder).print(table));
        parts.put("journal", () -> new JournalFigures(folder).print(table));
        parts.put("reconcile", () -> new ReconcileFigures(folder).print(table));
        parts.put("memory", () -> new ServiceMemory(files, folder).print(table));
        if (arguments.length > 0) {
            parts.keySet().retainAll(List.of(arguments));
        }
        return List.copyOf(parts.values());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
