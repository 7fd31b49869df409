package dev.sgate.vendor.mint;

import java.util.Locale;

/** Why the desk does not make a bundle: a closed list, the same word in the audit log and in the JSON of the command line. */
public enum DeclineReason {
    /** The tenant's plan has no offline licenses (S13). */
    PLAN_WITHOUT_OFFLINE,
    /** The tenant's feature flag is off (S14). */
    OFFLINE_NOT_ENABLED,
    /** The customer was erased, and no bundle can name it (E17); bundles in the field live on. */
    CUSTOMER_ERASED,
    /** The tenant is suspended; bundles in the field live on (S106). */
    TENANT_SUSPENDED,
    /** The license key is revoked (S96). */
    KEY_REVOKED,
    /** The license itself has ended. */
    LICENSE_EXPIRED,
    /** Fewer than one seat, or more than the license has. */
    POOL_OUT_OF_RANGE,
    /** The seats are there, but devices online and other sites hold too many of them (S102). */
    OVER_THE_CAP,
    /** The bundle would outlive its license (S24, S90). */
    DATE_EXCEEDS_EXPIRY,
    /** The bundle would be over before it is made. */
    DATE_IN_THE_PAST,
    /** A product's name that an appliance's lease service would refuse (BEHAVIOUR 5). */
    PRODUCT_NAME,
    /** The site's newest bundle has its journals encrypted, and this one would not. */
    JOURNAL_KEY_DROPPED,
    /** The file would not fit on a FAT32 stick. */
    FILE_TOO_LARGE;

    /** As it is written: {@code date-exceeds-expiry}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
