package dev.sgate.vendor.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a tenant has bought of offline licensing (S13). */
public enum Plan {
    /** Online only. */
    STARTER(false),
    PROFESSIONAL(true),
    ENTERPRISE(true);

    private final boolean hasOffline;

    Plan(boolean hasOffline) {
        this.hasOffline = hasOffline;
    }

    /** Whether bundles may be exported at all; a tenant's own flag must be on, too (S14). */
    public boolean hasOffline() {
        return hasOffline;
    }

    /** The word on the command line and in the ledger. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The plan of this word, in small letters. */
    public static Optional<Plan> find(String word) {
        return Arrays.stream(values()).filter(plan -> plan.word().equals(word)).findFirst();
    }
}
