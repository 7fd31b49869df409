package dev.sgate.campaign.syscalls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads what {@code strace -ff -ttt -y} wrote down and says which call came too early: a file or a folder that takes its name before
 * what it holds is synced, a commit before the names it speaks of are, a small file of ours written over where it is. On most file
 * systems such a mistake shows once in a thousand power cuts; here it shows each time.
 */
final class CallOrder {
    private static final Pattern CALL =
            Pattern.compile("(?<at>[0-9.]+) (?<call>[a-z0-9_]+)\\((?<words>.*)\\) += (?<result>-?[0-9]+).*");
    private static final Pattern DESCRIPTOR = Pattern.compile("^[0-9]+<(?<path>[^>]+)>");
    private static final Pattern QUOTED =
            Pattern.compile("(?:(?<folder>[0-9]+|AT_FDCWD)<(?<base>[^>]*)>, )?\"(?<name>[^\"]*)\"");
    private static final Pattern FINAL = Pattern.compile(
            ".*/(mark|device\\.key|journal\\.key|personal\\.key|lease\\.key|[^/]+\\.pub|[^/]+\\.lease)");
    private static final Pattern TEMPORARY = Pattern.compile(".*\\.(partial|new|tmp)");

    private final Path state;
    private final Path stick;
    private final Set<Path> unsynced = new TreeSet<>();
    private final Set<Path> names = new TreeSet<>();
    private final List<String> violations = new ArrayList<>();
    private int calls;

    CallOrder(Path state, Path stick) {
        this.state = state;
        this.stick = stick;
    }

    private record Line(double at, String call, String words) {}

    /** How many calls on our files were looked at. */
    int calls() {
        return calls;
    }

    /** What came too early. */
    List<String> read(Path folder, String prefix) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(one -> one.getFileName().toString().startsWith(prefix))
                    .toList()) {
                for (String text : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                    Matcher line = CALL.matcher(text);
                    if (line.matches() && !line.group("result").startsWith("-")) {
                        lines.add(new Line(
                                Double.parseDouble(line.group("at")), line.group("call"), line.group("words")));
                    }
                }
            }
        }
        lines.sort((one, other) -> Double.compare(one.at(), other.at()));
        lines.forEach(this::take);
        return new ArrayList<>(new HashSet<>(violations));
    }

    private void take(Line line) {
        switch (line.call()) {
            case "write", "pwrite64" -> opened(line).filter(this::isOurs).ifPresent(unsynced::add);
            case "fsync", "fdatasync" -> opened(line).filter(this::isOurs).ifPresent(this::synced);
            case "openat" -> {
                if (line.words().contains("O_CREAT")) {
                    path(line.words(), 0).filter(this::isOurs).ifPresent(this::created);
                }
            }
            case "rename", "renameat", "renameat2", "link", "linkat" ->
                path(line.words(), 1)
                        .filter(this::isOurs)
                        .ifPresent(to -> named(path(line.words(), 0).orElseThrow(), to));
            default -> {}
        }
    }

    private static Optional<Path> opened(Line line) {
        Matcher descriptor = DESCRIPTOR.matcher(line.words());
        return descriptor.find()
                ? Optional.of(Path.of(descriptor.group("path").replace(" (deleted)", "")))
                : Optional.empty();
    }

    private static Optional<Path> path(String words, int nth) {
        Matcher quoted = QUOTED.matcher(words);
        for (int i = 0; quoted.find(); i++) {
            if (i == nth) {
                Path name = Path.of(quoted.group("name"));
                return Optional.of(
                        quoted.group("base") == null
                                ? name
                                : Path.of(quoted.group("base")).resolve(name));
            }
        }
        return Optional.empty();
    }

    private boolean isOurs(Path path) {
        String name = String.valueOf(path.getFileName());
        boolean database = name.startsWith("sgate.db");
        boolean passing = name.startsWith("output.log")
                || name.startsWith("running")
                || path.startsWith(state.resolve("native"))
                || name.startsWith("status")
                || name.endsWith(".prom");
        return (path.startsWith(state) || path.startsWith(stick)) && (database ? name.endsWith("-wal") : !passing);
    }

    private void created(Path path) {
        calls++;
        if (FINAL.matcher(path.toString()).matches()) {
            violations.add("order: " + state.relativize(path) + " is written under its own name");
        }
    }

    private void synced(Path path) {
        calls++;
        if (path.getFileName().toString().equals("sgate.db-wal")) {
            committed();
        }
        unsynced.remove(path);
        names.removeIf(name -> path.equals(name.getParent()));
    }

    /** A row speaks of releases and of what {@code current} leads to: their names must be there before it is. */
    private void committed() {
        Path apps = state.resolve("apps");
        names.stream()
                .filter(name -> name.startsWith(apps)
                        && !TEMPORARY.matcher(name.toString()).matches())
                .forEach(
                        name -> violations.add("order: a commit before the name " + name.getFileName() + " is synced"));
        unsynced.stream()
                .filter(file -> file.startsWith(apps)
                        && !TEMPORARY.matcher(file.toString()).matches())
                .filter(file -> file.toString().contains("/releases/"))
                .forEach(file -> violations.add("order: a commit before " + file.getFileName() + " is synced"));
    }

    /** What lies beside the ledger speaks of a commit: that one must be on the disk before. */
    private void witnessed() {
        if (unsynced.contains(state.resolve("sgate.db-wal"))) {
            violations.add("order: a commit is believed before it is synced");
        }
    }

    private void named(Path from, Path to) {
        calls++;
        if (to.equals(state.resolve("kept/witness"))) {
            witnessed();
        }
        if (!TEMPORARY.matcher(to.toString()).matches()) {
            unsynced.stream()
                    .filter(file -> file.startsWith(from))
                    .forEach(file -> violations.add("order: " + to.getFileName() + " takes its name before "
                            + (file.equals(from) ? "it" : file.getFileName()) + " is synced"));
            names.add(to);
        }
        List<Path> moved =
                unsynced.stream().filter(file -> file.startsWith(from)).toList();
        unsynced.removeAll(moved);
        moved.forEach(file -> unsynced.add(to.resolve(from.relativize(file))));
    }
}
