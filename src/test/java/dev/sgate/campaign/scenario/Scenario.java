package dev.sgate.campaign.scenario;

import java.util.Locale;

/** Something the appliance does that must survive whatever happens in the middle of it. */
public enum Scenario {
    /** Nothing is there; keys and database are made. */
    FIRST_BOOT,
    /** Version 2 runs, with its licenses, in a database of the first version of the product. */
    MIGRATION,
    /** The first license bundle comes. */
    LICENSE,
    /** Version 3 comes, version 2 runs, version 1 is kept. */
    INSTALL,
    /** Version 5 comes, which ends as soon as it was started; version 2 runs. */
    ROLLBACK,
    /** Version 13 comes, a single file that ends as soon as it was started; nothing was installed before. */
    FIRST_FAILS,
    /** The stick asks for the journal and holds nothing else. */
    EXPORT,
    /** A newer trust document comes. */
    TRUST;

    /** As in options and reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether versions 1 and 2 and their licenses were there before. */
    boolean hasHistory() {
        return this == MIGRATION || this == INSTALL || this == ROLLBACK || this == EXPORT;
    }

    /** Whether what comes is a version that fails. */
    boolean isBad() {
        return this == ROLLBACK || this == FIRST_FAILS;
    }

    /** Whether it is over when the daemon is ready: no stick belongs to it. */
    public boolean isStart() {
        return this == FIRST_BOOT || this == MIGRATION;
    }
}
