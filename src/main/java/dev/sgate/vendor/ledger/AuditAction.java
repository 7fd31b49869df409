package dev.sgate.vendor.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the audit log tells of (S86-S88, and everything else that changes what the desk says or holds). */
public enum AuditAction {
    /** A license bundle or an update was signed and written. */
    OFFLINE_BUNDLE_EXPORTED,
    /** A return journal was taken in. */
    OFFLINE_SYNC_IMPORTED,
    /** A reconcile found more devices than seats; the detail names them. */
    OFFLINE_OVER_ACTIVATION,
    TENANT_CREATED,
    /** Its plan, its offline flag or its suspension. */
    TENANT_CHANGED,
    APP_ADDED,
    LICENSE_CREATED,
    /** What it was sold for: devices, end, tier. */
    LICENSE_CHANGED,
    LICENSE_REKEYED,
    LICENSE_REVOKED,
    DEVICE_COUNTER_RESET,
    ONLINE_COUNT_SET,
    /** A rule said no to an export. */
    EXPORT_DECLINED,
    /** A key pair was made, and this ledger was named. */
    KEY_MADE,
    KEY_USED,
    TRUST_DOCUMENT_MADE,
    /** A license cache was signed for one user's machine; the row names the key's hash, never the key. */
    LICENSE_CACHE_SIGNED,
    /** A parked appliance was let in by a person. */
    APPLIANCE_ACCEPTED,
    /** Events that an appliance lost with its journal's key were let go by a person. */
    GAP_ACCEPTED,
    /** A file was no journal that the desk takes; nothing else was changed. */
    SYNC_REFUSED,
    /** A copy of the whole ledger was made. */
    LEDGER_BACKED_UP,
    /** An older ledger was put back; what was minted since is known to the sites alone. */
    LEDGER_RESTORED,
    /** A journal told of numbers that a restored ledger does not know; the next ones lie above. */
    NUMBERS_RAISED,
    /** A pack for an auditor was signed. */
    AUDIT_PACK_MADE,
    PERSONAL_DATA_ERASED;

    /** The word in the log: {@code OfflineBundleExported}. */
    public String word() {
        return Arrays.stream(name().split("_"))
                .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
