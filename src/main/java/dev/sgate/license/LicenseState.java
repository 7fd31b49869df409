package dev.sgate.license;

import dev.sgate.seal.RefusalCode;
import java.util.Optional;

/** What a license allows at this moment: the table of BEHAVIOUR 2, in the order of that table. */
public enum LicenseState {
    VALID("valid", Grade.LICENSED),
    /** Under {@code policy.warnDays} left. */
    EXPIRING("expiring", Grade.DEGRADED),
    /** The revocation list is too old, or the signing key was revoked a short time ago. */
    NEEDS_REFRESH("needs-refresh", Grade.DEGRADED),
    EXPIRED("expired", RefusalCode.EXPIRED),
    REVOKED("revoked", RefusalCode.REVOKED),
    /** This device has no seat and none is free. */
    POOL_EXHAUSTED("pool-exhausted", RefusalCode.POOL_EXHAUSTED),
    CLOCK_DISTRUSTED("clock-distrusted", RefusalCode.CLOCK_ROLLBACK),
    /** The stored bundle no longer verifies. */
    TAMPERED("tampered", RefusalCode.BAD_SIGNATURE),
    /** Its signing key was revoked longer ago than {@code policy.rotationHours}. */
    UNTRUSTED("untrusted", RefusalCode.REVOKED_KEY),
    /** Imported; a person has yet to confirm it. */
    NEEDS_CONFIRMATION("needs-confirmation", RefusalCode.NEEDS_CONFIRMATION),
    /** There is nothing usable. */
    UNLICENSED("unlicensed", RefusalCode.UNLICENSED);

    /** What an application makes of it, from the best to the worst. */
    public enum Grade {
        LICENSED,
        /** Licensed, and somebody should do something soon. */
        DEGRADED,
        REFUSED
    }

    private final String word;
    private final Grade grade;
    private final Optional<RefusalCode> code;

    LicenseState(String word, Grade grade) {
        this.word = word;
        this.grade = grade;
        this.code = Optional.empty();
    }

    LicenseState(String word, RefusalCode code) {
        this.word = word;
        this.grade = Grade.REFUSED;
        this.code = Optional.of(code);
    }

    /** As it stands in answers, the journal and the status. */
    public String word() {
        return word;
    }

    public Grade grade() {
        return grade;
    }

    /** The refusal code that is shown; there exactly for {@link Grade#REFUSED}. */
    public Optional<RefusalCode> code() {
        return code;
    }
}
