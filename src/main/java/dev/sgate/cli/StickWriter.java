package dev.sgate.cli;

import dev.sgate.host.StickWriting;
import dev.sgate.seal.Evidence;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The program that systemd starts for each connection of the daemon to {@code sgate-write.socket}; the connection is its standard
 * input. It is no verb: it needs rights that no person at a command line should lend it.
 */
public final class StickWriter {
    private StickWriter() {}

    /**
     * Serves the connection.
     *
     * @param words the daemon's user, the media folder, and where to note down a stick that is writable
     */
    public static void main(String[] words) {
        System.exit(run(words));
    }

    private static int run(String... words) {
        if (words.length != 3) {
            System.err.println("<3>to be started by sgate-write.socket");
            return 64;
        }
        Path note = Path.of(words[2]);
        try {
            Channel connection = System.inheritedChannel();
            if (!(connection instanceof SocketChannel daemon)) {
                System.err.println("<3>to be started by sgate-write.socket");
                return 64;
            }
            new StickWriting(words[0], Path.of(words[1]), note).serve(daemon);
            return 0;
        } catch (IOException failure) {
            tell(note, "a stick was not written to its end: " + failure.getMessage());
            return 1;
        }
    }

    /** Java cuts off standard output and error when it hands the connection over; who tidies up tells the journal. */
    private static void tell(Path note, String what) {
        try {
            Files.writeString(Path.of(note + ".said"), Evidence.printable(what) + "\n");
        } catch (IOException nobodyHears) {
            return;
        }
    }
}
