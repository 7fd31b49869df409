package dev.sgate.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A USB stick: an image with a real file system that is filled, plugged in (mounted below the media folder), pulled, and read back
 * afterwards at another place, or a plain folder where mounting is not allowed.
 */
final class DemoStick implements AutoCloseable {
    private static final long IMAGE_BYTES = 160L << 20; // sparse

    private final StickKind kind;
    private final String name;
    private final Path image;
    private final Path bench;
    private final Path slot;
    private Optional<String> loopDevice = Optional.empty();

    private DemoStick(StickKind kind, String name, Path image, Path bench, Path slot) {
        this.kind = kind;
        this.name = name;
        this.image = image;
        this.bench = bench;
        this.slot = slot;
    }

    /**
     * Makes a stick with these files.
     *
     * @param work where images and the place to look at them are made
     * @param media the appliance's media folder
     */
    static DemoStick with(StickKind kind, String name, Path work, Path media, List<Path> files)
            throws IOException, StepFailed {
        DemoStick stick =
                new DemoStick(kind, name, work.resolve(name + ".img"), work.resolve("bench"), media.resolve(name));
        stick.format();
        stick.atTheBench("rw", place -> {
            for (Path file : files) {
                Files.copy(file, place.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            return place;
        });
        return stick;
    }

    String name() {
        return name;
    }

    private void format() throws IOException, StepFailed {
        Files.createDirectories(bench);
        if (kind == StickKind.FOLDER) {
            Files.createDirectories(image);
            return;
        }
        try (var file = Files.newByteChannel(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.position(IMAGE_BYTES - 1).write(java.nio.ByteBuffer.allocate(1));
        }
        switch (kind) {
            case EXFAT -> Commands.run("mkfs.exfat", "-L", "SGATE", image);
            case EXT4 -> Commands.run("mkfs.ext4", "-q", "-F", image);
            case FOLDER -> throw new IllegalStateException("handled above");
        }
    }

    /** Plugs the stick in. {@code ro} makes it a write-protected one. */
    void plugIn(String mode) throws IOException, StepFailed {
        if (kind == StickKind.FOLDER) {
            Files.move(image, slot);
            if (mode.equals("ro")) {
                StepFailed.unless(slot.toFile().setWritable(false), "the folder cannot be write-protected");
            }
        } else {
            Files.createDirectories(slot);
            mount(slot, mode);
        }
    }

    /** Pulls the stick, wherever the appliance left it. */
    void pull() throws IOException, StepFailed {
        if (kind == StickKind.FOLDER) {
            if (Files.isDirectory(slot)) {
                StepFailed.unless(slot.toFile().setWritable(true), "the folder stays write-protected");
                Files.move(slot, image);
            }
        } else {
            unmount(slot);
            Files.deleteIfExists(slot);
        }
    }

    /** What is done with a stick's files while it lies on the bench, outside the appliance's sight. */
    interface Look<T> {
        T at(Path place) throws IOException, StepFailed;
    }

    /** Looks at the files of a stick that is not plugged in. */
    <T> T readBack(Look<T> look) throws IOException, StepFailed {
        return atTheBench("ro", look);
    }

    /** The first file on the stick whose name starts and ends like this. */
    static Path find(Path place, String start, String end) throws IOException, StepFailed {
        try (Stream<Path> files = Files.list(place)) {
            Optional<Path> found = files.filter(file -> {
                        String fileName = String.valueOf(file.getFileName());
                        return fileName.startsWith(start) && fileName.endsWith(end);
                    })
                    .findFirst();
            StepFailed.unless(found.isPresent(), "there is no " + start + "*" + end + " on the stick");
            return found.orElseThrow();
        }
    }

    private <T> T atTheBench(String mode, Look<T> look) throws IOException, StepFailed {
        if (kind == StickKind.FOLDER) {
            return look.at(image);
        }
        mount(bench, mode);
        try {
            return look.at(bench);
        } finally {
            unmount(bench);
        }
    }

    /** Mounts the image, with its options in place before it can be seen at {@code place}. */
    private void mount(Path place, String mode) throws IOException, StepFailed {
        String device = Commands.run("losetup", "--find", "--show", image);
        loopDevice = Optional.of(device);
        String options = mode + ",nosuid,nodev,noexec";
        if (kind == StickKind.EXT4) {
            Commands.run("mount", "-o", options, device, place);
            return;
        }
        // exfat-fuse forgets noexec; it is added where nobody looks, and kept by the mount that is made from there
        Path aside = Files.createDirectories(bench.resolveSibling("aside"));
        Commands.run("mount.exfat-fuse", "-o", options, device, aside);
        Commands.run("mount", "-o", "remount,bind," + options, aside);
        Commands.run("mount", "--bind", aside, place);
        Commands.run("umount", aside);
    }

    private void unmount(Path place) throws IOException, StepFailed {
        if (isMounted(place)) {
            Commands.run("umount", place);
        }
        if (loopDevice.isPresent()) {
            Commands.run("losetup", "--detach", loopDevice.get());
            loopDevice = Optional.empty();
        }
    }

    private static boolean isMounted(Path place) throws IOException {
        String listed = " " + place.toRealPath() + " ";
        try (Stream<String> table = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return table.anyMatch(line -> line.contains(listed));
        }
    }

    @Override
    public void close() throws IOException, StepFailed {
        if (kind != StickKind.FOLDER && Files.isDirectory(slot)) {
            pull();
        }
    }
}
