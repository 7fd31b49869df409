package dev.sgate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Prints the table of figures; exit status 1 if one is over its bound in this run. */
public final class Bench {
    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("sgate-bench");
        boolean allWithin;
        try {
            Table table = new Table(System.out);
            BenchFiles files = new BenchFiles();
            new VerifyFigures(files, folder).print(table);
            new RevocationFigures().print(table);
            new InstallFigures(files, folder).print(table);
            new StartFigures(files, folder).print(table);
            allWithin = table.allWithin();
        } finally {
            delete(folder);
        }
        if (!allWithin) {
            System.exit(1);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
