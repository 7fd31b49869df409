package dev.sgate.host;

import dev.sgate.station.Mount;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/**
 * The side with the rights: serves one connection of the daemon, for one stick (BEHAVIOUR 3, ADR 0020). It makes the file system
 * writable, writes files under our own names, and makes it read-only again, whatever happens to the daemon meanwhile. The daemon is
 * not believed: it may ask for a stick and for names of ours, and for nothing else. Nothing that a stick holds is understood here.
 */
public final class StickWriting {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** As 80-sgate.rules has it, and the way that exFAT is called where a program does what the kernel cannot. */
    private static final Set<String> KINDS = Set.of("vfat", "exfat", "ext4", "fuseblk");

    private final String daemon;
    private final LinuxMounts mounts;
    private final Path note;

    /**
     * A writer for one connection.
     *
     * @param daemon the name of the only user who may ask
     * @param media the folder below which sticks are mounted
     * @param note where to note down a stick that is writable, in a folder that is root's
     */
    public StickWriting(String daemon, Path media, Path note) {
        this.daemon = daemon;
        this.mounts = new LinuxMounts(media, false);
        this.note = note;
    }

    /**
     * Serves the connection to its end, and closes it.
     *
     * @throws IOException if the wrong user asked, the daemon went away or broke the rules, or the stick could not be made read-only
     */
    public void serve(SocketChannel connection) throws IOException {
        try (StickTalk talk = new StickTalk(connection, PATIENCE)) {
            String asker = connection
                    .getOption(ExtendedSocketOptions.SO_PEERCRED)
                    .user()
                    .getName();
            if (!asker.equals(daemon)) {
                throw new IOException("user " + asker + " asked, and only " + daemon + " may");
            }
            List<String> first = talk.hear().orElse(List.of());
            if (first.size() != 4 || !first.getFirst().equals(StickWords.OPEN)) {
                talk.say(StickWords.FAILED, "the first word must be " + StickWords.OPEN);
                return;
            }
            serve(talk, new MountedDisk(first.get(1), first.get(2), first.get(3), false));
        }
    }

    private void serve(StickTalk talk, MountedDisk wanted) throws IOException {
        Optional<Mount> mount = find(wanted);
        if (mount.isEmpty()) {
            talk.say(StickWords.FAILED, "that stick is not there any more");
            return;
        }
        if (!mount.get().isSafe() || !KINDS.contains(mount.get().fileSystem())) {
            talk.say(StickWords.FAILED, "that stick is not mounted as it should be");
            return;
        }
        Optional<StickNote> left = StickNote.leave(note, wanted, mount.get().directory());
        if (left.isEmpty()) {
            talk.say(StickWords.FAILED, "somebody else writes to that stick");
            return;
        }
        try (StickNote held = left.get()) {
            serve(talk, wanted, mount.get(), held);
        }
    }

    private void serve(StickTalk talk, MountedDisk wanted, Mount mount, StickNote held) throws IOException {
        MountControl control = new MountControl(mounts);
        try {
            LinuxVolume volume = new LinuxVolume(mount, control);
            if (find(wanted).filter(mount::equals).isPresent()) {
                new StickVisit(talk, volume).serve();
            } else {
                talk.say(StickWords.FAILED, "that stick is not there any more");
            }
        } finally {
            settle(control, mount);
            held.takeBack();
        }
    }

    private Optional<Mount> find(MountedDisk wanted) throws IOException {
        for (Mount mount : mounts.current()) {
            if (mounts.disk(mount).filter(wanted::isSameAs).isPresent()) {
                return Optional.of(mount);
            }
        }
        return Optional.empty();
    }

    /** If this fails, the note stays, and who tidies up tries again. */
    private void settle(MountControl control, Mount mount) throws IOException {
        boolean writable = mounts.disk(mount).filter(MountedDisk::isWritable).isPresent();
        if (writable && !control.makeReadOnly(mount)) {
            throw new IOException("stick " + mount.name() + " is still writable");
        }
    }
}
