package dev.sgate.seal;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why something was not accepted: the closed list of FORMATS, "Refusal codes".
 *
 * <p>The {@link #word()} is the same in the log, the journal, the receipt, the metrics and the command line's JSON. A new code
 * is a change of the format page first.
 */
public enum RefusalCode {
    MALFORMED("malformed"),
    UNSUPPORTED_VERSION("unsupported-version"),
    TOO_LARGE("too-large"),
    TRUNCATED("truncated"),
    TRAILING_DATA("trailing-data"),
    UNKNOWN_KEY("unknown-key"),
    REVOKED_KEY("revoked-key"),
    WRONG_ROLE("wrong-role"),
    BAD_SIGNATURE("bad-signature"),
    DIGEST_MISMATCH("digest-mismatch"),
    EXPIRED("expired"),
    NOT_YET_VALID("not-yet-valid"),
    SUPERSEDED("superseded"),
    EQUIVOCATION("equivocation"),
    REVOKED("revoked"),
    WRONG_PRODUCT("wrong-product"),
    WRONG_PLATFORM("wrong-platform"),
    WRONG_APPLIANCE("wrong-appliance"),
    DOWNGRADE("downgrade"),
    QUARANTINED("quarantined"),
    UNLICENSED("unlicensed"),
    POOL_EXHAUSTED("pool-exhausted"),
    CLOCK_ROLLBACK("clock-rollback"),
    CRL_STALE("crl-stale"),
    NEEDS_CONFIRMATION("needs-confirmation"),
    UNSAFE_ARCHIVE("unsafe-archive"),
    HEALTH_CHECK_FAILED("health-check-failed"),
    NO_SPACE("no-space"),
    TOO_MANY_FILES("too-many-files"),
    UNSAFE_MOUNT("unsafe-mount"),
    READ_ERROR("read-error"),
    STALLED("stalled"),
    VOLUME_GONE("volume-gone"),
    INTERNAL("internal");

    private final String word;

    RefusalCode(String word) {
        this.word = word;
    }

    /** The word on the wire, in lower case with hyphens. */
    public String word() {
        return word;
    }

    /** The code with this wire word; empty for any other text. */
    public static Optional<RefusalCode> find(String word) {
        return Arrays.stream(values()).filter(code -> code.word.equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return word;
    }
}
