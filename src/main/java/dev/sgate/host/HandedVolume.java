package dev.sgate.host;

import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.station.CrashPoint;
import dev.sgate.station.Mount;
import dev.sgate.station.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * A stick that is mounted read-only for this process: it reads there, and hands to a writer with the rights what is to be written
 * (ADR 0020). The writer's word alone counts for nothing: what it says to have written is read here, and a stick is safe to unplug
 * when its file system is read-only in the mount table of this process. For one thread at a time.
 */
final class HandedVolume implements Volume {
    private final Mount mount;
    private final LinuxMounts mounts;
    private final Path socket;
    private final LinuxVolume seen;
    private Optional<WriterCall> call = Optional.empty();

    /** @param socket where writers are to be had */
    HandedVolume(Mount mount, LinuxMounts mounts, Path socket) {
        this.mount = mount;
        this.mounts = mounts;
        this.socket = socket;
        this.seen = new LinuxVolume(mount, new MountControl(mounts));
    }

    @Override
    public Listing list(int namesMax, int candidatesMax) throws IOException {
        return seen.list(namesMax, candidatesMax);
    }

    @Override
    public InputStream read(Path name, long fromByte) throws IOException {
        return seen.read(name, fromByte);
    }

    @Override
    public boolean isThere() {
        return seen.isThere();
    }

    @Override
    public boolean makeWritable() throws IOException {
        MountedDisk disk = now();
        if (call.filter(WriterCall::isOpen).isEmpty()) {
            hangUp();
            call = WriterCall.open(socket, disk);
        }
        return call.isPresent();
    }

    @Override
    public Optional<InputStream> readOwn(String name) throws IOException {
        return seen.readOwn(name);
    }

    @Override
    public Verdict<String> write(String name, Content content) throws IOException {
        now();
        MessageDigest handed = Sha256.newDigest();
        Verdict<String> verdict = call.orElseThrow(() -> new IOException("nobody was asked to make it writable"))
                .write(name, out -> content.writeTo(new DigestOutputStream(out, handed)));
        if (verdict instanceof Verdict.Accepted<String> && !Arrays.equals(handed.digest(), digestOf(name))) {
            throw new IOException("the stick holds other bytes than were handed over: " + name);
        }
        // What was read is this visit's stick: that is asked once more.
        now();
        return verdict;
    }

    private byte[] digestOf(String name) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (InputStream in = seen.readOwn(name).orElseThrow(() -> new IOException("not on the stick: " + name))) {
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
        }
        return digest.digest();
    }

    @Override
    public boolean release() throws IOException {
        Optional<MountedDisk> disk = mounts.disk(mount);
        try {
            if (disk.isEmpty() || (call.isEmpty() && !disk.get().isWritable())) {
                return disk.isPresent();
            }
            if (call.isEmpty()) {
                call = WriterCall.open(socket, disk.get());
            }
            CrashPoint.BEFORE_STICK_RELEASED.reached();
            boolean released = call.isPresent() && call.get().release();
            CrashPoint.AFTER_STICK_RELEASED.reached();
            return released
                    && mounts.disk(mount).filter(MountedDisk::isWritable).isEmpty();
        } finally {
            hangUp();
        }
    }

    private void hangUp() throws IOException {
        Optional<WriterCall> last = call;
        call = Optional.empty();
        if (last.isPresent()) {
            last.get().close();
        }
    }

    private MountedDisk now() throws IOException {
        return mounts.disk(mount).orElseThrow(() -> new IOException("no longer mounted: " + mount.name()));
    }
}
