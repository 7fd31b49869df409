package dev.sgate.appliance;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Hands a file to the appliance that runs on this machine, as a stick would, and waits for its receipt. */
public final class Handover {
    private static final String NAME = "by-hand-";
    private static final String READABLE = "rw-r--r--";
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final int PAUSE_MILLIS = 100;

    private final Path state;

    /** @param settings which appliance */
    public Handover(Settings settings) {
        this.state = settings.state();
    }

    /** Whether this user may hand anything over, and an appliance of this machine takes it. */
    public boolean isOpen() {
        return Files.isWritable(state);
    }

    /**
     * What the appliance said.
     *
     * @param text the receipt for people
     * @param json the same for programs
     */
    public record Receipt(String text, String json) {}

    /**
     * Hands it over and waits; afterwards nothing of it is left here.
     *
     * @return the receipt; empty if there is none after this time: the appliance may still be at it then
     */
    public Optional<Receipt> give(Path file, Duration atMost) throws IOException, InterruptedException {
        Path offered = state.resolve(Offered.FOLDER);
        if (!Files.isDirectory(offered, LinkOption.NOFOLLOW_LINKS)) {
            belongTo(state, Files.createDirectory(offered, PRIVATE));
        }
        Path made = Files.createTempDirectory(state, "." + NAME);
        Path given = offered.resolve(NAME + name(made).substring(NAME.length() + 1));
        try {
            Path copy = Files.copy(file, made.resolve(name(file)));
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString(READABLE));
            belongTo(state, made);
            Files.move(made, given, StandardCopyOption.ATOMIC_MOVE);
            return await(given, System.nanoTime() + atMost.toNanos());
        } finally {
            remove(made);
            remove(given);
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** The appliance writes its receipt as its own user. */
    private static void belongTo(Path model, Path folder) throws IOException {
        PosixFileAttributes owner = Files.readAttributes(model, PosixFileAttributes.class);
        if (!owner.owner().equals(Files.getOwner(folder))) {
            PosixFileAttributeView view = Files.getFileAttributeView(folder, PosixFileAttributeView.class);
            view.setOwner(owner.owner());
            view.setGroup(owner.group());
        }
    }

    private static Optional<Receipt> await(Path given, long untilNanos) throws IOException, InterruptedException {
        while (System.nanoTime() < untilNanos) {
            Optional<Path> json = find(given, "sgate-receipt-*.json");
            Optional<Path> text = find(given, "sgate-receipt-*.txt");
            if (json.isPresent() && text.isPresent()) {
                return Optional.of(new Receipt(Files.readString(text.get()), Files.readString(json.get())));
            }
            Thread.sleep(PAUSE_MILLIS);
        }
        return Optional.empty();
    }

    private static Optional<Path> find(Path folder, String pattern) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
            var each = files.iterator();
            return each.hasNext() ? Optional.of(each.next()) : Optional.empty();
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
