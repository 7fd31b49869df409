package dev.sgate.campaign.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judges an appliance that has started again and has nothing to do: what was left half done is gone, and the application runs from
 * {@code current}, once.
 */
public final class RecoveryOracle {
    private final Path state;
    private final Path app;

    public RecoveryOracle(Path state, String app) {
        this.state = state;
        this.app = state.resolve("apps").resolve(app);
    }

    /** What is not in order yet, or never will be: ask again until it is, or the patience is over. */
    public List<String> look() throws IOException {
        try {
            return judge();
        } catch (UncheckedIOException | NoSuchFileException moving) {
            return List.of("recovery: files come and go: " + moving.getMessage());
        }
    }

    /** What no halt is a reason for: a start that took the database for damaged and made a new one out of what lies beside. */
    public List<String> rebuilt() throws IOException {
        return list(state).stream()
                .map(file -> String.valueOf(file.getFileName()))
                .filter(name -> name.startsWith("sgate.db.damaged"))
                .map(name -> "database: a start took it for damaged: " + name)
                .toList();
    }

    private List<String> judge() throws IOException {
        List<String> violations = new ArrayList<>();
        list(state.resolve("staging")).forEach(slot -> violations.add("recovery: staging holds " + slot.getFileName()));
        leftovers(state).forEach(path -> violations.add("recovery: " + state.relativize(path) + " is still there"));
        Path link = app.resolve("current");
        if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
            Path release =
                    app.resolve("releases").resolve(Files.readSymbolicLink(link).getFileName());
            long running = sessions(release).size();
            if (running != 1 || sessions(app.resolve("releases")).size() != 1) {
                violations.add("recovery: " + running + " run from current, "
                        + sessions(app.resolve("releases")).size() + " in all");
            }
        }
        return violations;
    }

    private static List<Path> leftovers(Path state) throws IOException {
        try (Stream<Path> all = Files.walk(state, 6)) {
            return all.filter(path -> {
                        String name = path.getFileName().toString();
                        return name.endsWith(".partial") || name.endsWith(".new");
                    })
                    .toList();
        }
    }

    /** Sessions with a process whose working folder is this one or below: an application leads one of its own. */
    private static List<String> sessions(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(process -> process.getFileName().toString().matches("[0-9]+"))
                    .filter(process -> worksIn(process, folder))
                    .map(RecoveryOracle::session)
                    .flatMap(Optional::stream)
                    .distinct()
                    .toList();
        }
    }

    private static boolean worksIn(Path process, Path folder) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).startsWith(folder);
        } catch (IOException gone) {
            return false;
        }
    }

    private static Optional<String> session(Path process) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3]);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
