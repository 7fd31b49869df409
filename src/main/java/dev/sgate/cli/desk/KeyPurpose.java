package dev.sgate.cli.desk;

import java.util.Locale;

/** What a new key is for: a role in the trust document, or opening journals. */
enum KeyPurpose {
    ROOT,
    LICENSE,
    UPDATE,
    JOURNAL;

    /** The word on the command line and in the key's default id. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
