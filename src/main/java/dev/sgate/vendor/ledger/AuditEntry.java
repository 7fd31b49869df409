package dev.sgate.vendor.ledger;

import dev.sgate.journal.ChainHead;
import dev.sgate.seal.Payloads;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An entry of the audit log that has not got its place in the chain yet. Neither subject nor detail may hold a secret or a person's
 * data: an entry is never changed and never removed.
 *
 * @param who the person at the desk
 * @param subject what it is about: an id, a key id, a file's name
 * @param detail facts in the order they are written: text, integers, booleans, times, lists and maps of these; digests of files
 *     among them
 */
public record AuditEntry(Instant at, String who, AuditAction action, String subject, Map<String, Object> detail) {
    public AuditEntry {
        detail = Collections.unmodifiableMap(new LinkedHashMap<>(detail));
    }

    /** An entry by the person who runs this program. */
    public static AuditEntry of(AuditAction action, Instant at, String subject, Map<String, Object> detail) {
        return new AuditEntry(at, whoRuns(System.getenv(), System.getProperty("user.name")), action, subject, detail);
    }

    /** The user; where that is root, the person behind {@code sudo} before it: {@code vera as root}. Anybody else could set the word. */
    static String whoRuns(Map<String, String> environment, String userName) {
        return Optional.ofNullable(environment.get("SUDO_USER"))
                .filter(name -> !name.isEmpty() && userName.equals("root"))
                .map(name -> name + " as " + userName)
                .orElse(userName);
    }

    /** Its line behind this head: what is hashed and kept, without a line feed. */
    byte[] lineAfter(ChainHead before) {
        return Payloads.toJson(Payloads.members(
                "no", before.seq() + 1,
                "at", at,
                "who", who,
                "action", action.word(),
                "subject", subject,
                "prev", before.head(),
                "detail", detail));
    }
}
