package dev.sgate.vendor.ledger;

import dev.sgate.vendor.BadInput;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where a desk's ledger is: what {@code --ledger} says. Its text is for people and never holds a password. */
public sealed interface LedgerPlace {
    /** One SQLite file. */
    record File(Path path) implements LedgerPlace {
        @Override
        public boolean mayExist() {
            return Files.exists(path);
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** A database on a PostgreSQL server. */
    record Server(PostgresUrl url) implements LedgerPlace {
        @Override
        public boolean mayExist() {
            return true;
        }

        @Override
        public String toString() {
            return url.toString();
        }
    }

    /** Whether there may be a ledger: a file that is not there is none; a server is only known by asking it. */
    boolean mayExist();

    /**
     * Reads {@code postgresql://user@host:port/database}, the same with {@code jdbc:} before it, or else the name of a file.
     *
     * @throws BadInput if it looks like a URL and is none that the desk takes
     */
    static LedgerPlace parse(String word) {
        if (PostgresUrl.looksLikeOne(word)) {
            return new Server(PostgresUrl.parse(word));
        }
        if (word.contains("://") || word.startsWith("jdbc:")) {
            throw new BadInput("a ledger is a file, or postgresql://user@host:port/database");
        }
        try {
            return new File(Path.of(word));
        } catch (InvalidPathException e) {
            throw new BadInput("not a file name: " + word);
        }
    }
}
