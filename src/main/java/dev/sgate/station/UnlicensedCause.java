package dev.sgate.station;

import java.util.Locale;

/** Why there is no usable license: the four causes of S91 to S94. */
public enum UnlicensedCause {
    /** No bundle for this product came here (S91). */
    NO_BUNDLE,
    /** One came and was changed or damaged on its way (S92). */
    MODIFIED,
    /** One came too late (S93). */
    EXPIRED,
    /** The vendor's keys are not known here (S94). */
    NO_TRUST_ANCHOR;

    /** As it stands in answers, in the journal, and in the names of the sentences. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
