package dev.sgate.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another program that installs a signed file, set up to take the same bytes as ours. */
interface Peer extends AutoCloseable {
    String name();

    /** Verifies its own signed file with the content inside, and writes the content to the disk. */
    void install() throws IOException, InterruptedException;

    @Override
    void close() throws IOException;

    /** Those of Debian's that are installed here; what is not is said on standard error. */
    static List<Peer> onThisMachine(Path folder, Path content) throws IOException, InterruptedException {
        List<Peer> peers = new ArrayList<>();
        if (isThere("rauc") && isThere("dbus-daemon") && isThere("mksquashfs")) {
            peers.add(new RaucPeer(folder, content));
        }
        if (isThere("swupdate") && isThere("cpio")) {
            peers.add(new SwUpdatePeer(folder, content));
        }
        return peers;
    }

    private static boolean isThere(String program) throws IOException, InterruptedException {
        boolean there = Programs.isThere(program);
        if (!there) {
            System.err.println("no " + program + " here: its figure is left out");
        }
        return there;
    }
}
