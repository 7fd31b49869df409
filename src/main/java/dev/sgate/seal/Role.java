package dev.sgate.seal;

import java.util.Locale;

/** What a vendor key may sign (FORMATS, {@code .sgtrust}). */
public enum Role {
    /** Trust documents, and nothing else. */
    ROOT,
    /** License bundles, revocation lists and license caches. */
    LICENSE,
    /** Application updates. */
    UPDATE;

    /** The name in a trust document. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
