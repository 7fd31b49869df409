package dev.sgate.store;

import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;

/** The database's content is wrong: not the disk under it, and not this program. */
final class LedgerDamage extends LedgerFailure {
    private static final long serialVersionUID = 1;

    private static final Set<Integer> CODES = Set.of(
            SQLiteErrorCode.SQLITE_CORRUPT.code,
            SQLiteErrorCode.SQLITE_NOTADB.code,
            SQLiteErrorCode.SQLITE_FORMAT.code);

    /** What a table that was dropped, or a wrong version in the header, leads to. */
    private static final Set<String> MISFITS =
            Set.of("no such table", "no such column", "already exists", "duplicate column name");

    LedgerDamage(String what) {
        super(what);
    }

    /**
     * What is wrong with the content, if that is what this failure comes from.
     *
     * @param keyIsRight whether the journal's key is known to be the right one, so that an event that does not open is damaged
     */
    static Optional<String> in(RuntimeException failure, boolean keyIsRight) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isDamage(cause, keyIsRight)) {
                return Optional.of(
                        cause instanceof NoSuchElementException
                                ? "a row is missing"
                                : String.valueOf(failure.getMessage()));
            }
        }
        return Optional.empty();
    }

    /** Throws a failure again that comes neither from the content nor from the disk under it, e.g. a sector that cannot be read. */
    static void requireUnreadable(SQLException failure) throws SQLException {
        boolean ofTheDisk = (failure.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_IOERR.code;
        if (!ofTheDisk && in(new LedgerFailure("unreadable", failure), true).isEmpty()) {
            throw failure;
        }
    }

    private static boolean isDamage(Throwable cause, boolean keyIsRight) {
        return switch (cause) {
            case LedgerDamage damage -> true;
            case SQLException sql -> isDamage(sql);
            case GeneralSecurityException unopened -> keyIsRight;
            // a row that none of our types can be made of
            case IllegalArgumentException misread -> true;
            case DateTimeException misread -> true;
            case NullPointerException misread -> true;
            case NoSuchElementException missing -> true;
            default -> false;
        };
    }

    private static boolean isDamage(SQLException sql) {
        String message = String.valueOf(sql.getMessage());
        // the lowest byte is the code, the others say more of it
        return CODES.contains(sql.getErrorCode() & 0xff) || MISFITS.stream().anyMatch(message::contains);
    }
}
