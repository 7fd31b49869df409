package dev.sgate.vendor.mint;

import dev.sgate.license.LicenseTerms.JournalKey;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.WireText;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Whether the desk makes a bundle. Pure: the same rules stand behind the verbs, the lists of many orders and the wizard. They are
 * asked in this order, and the first that does not hold decides: the tenant (S13, S14, S106), the license (S96), its product, its
 * pool (S22, S102), its date (S24, S90), its size, its journal key. What is declined changes nothing in the field: bundles that
 * are out live on.
 */
public final class MintRules {
    /** The largest file that FAT32 holds, in bytes. */
    public static final long FILE_MAX_BYTES = (1L << 32) - 1;

    /** More than any envelope line has, so that line and attachment together stay under {@link #FILE_MAX_BYTES}. */
    private static final long ENVELOPE_ROOM_BYTES = 4L << 20;

    private MintRules() {}

    /** The first rule that this wish breaks; empty where the bundle may be made. */
    public static Optional<Decline> judge(MintWish wish, MintSituation situation) {
        return export(situation)
                .or(() -> pool(wish.pool(), situation))
                .or(() -> validUntil(wish.validUntil(), situation))
                .or(() -> size(wish.attachmentBytes()));
    }

    /** Whether any bundle of this license may be made now, before anything is asked about it. */
    public static Optional<Decline> export(MintSituation situation) {
        return Stream.<Function<MintSituation, Optional<Decline>>>of(
                        MintRules::erasure,
                        MintRules::plan,
                        MintRules::flag,
                        MintRules::suspension,
                        MintRules::revocation,
                        MintRules::expiry,
                        found -> product(found.product()))
                .flatMap(rule -> rule.apply(situation).stream())
                .findFirst();
    }

    private static Optional<Decline> erasure(MintSituation situation) {
        return declineIf(
                situation.erased(),
                DeclineReason.CUSTOMER_ERASED,
                "the customer was erased, and a bundle names its customer",
                "bundles in the field run to their end; a customer who comes back is a new tenant: sgate tenant create");
    }

    private static Optional<Decline> plan(MintSituation situation) {
        return declineIf(
                !situation.plan().hasOffline(),
                DeclineReason.PLAN_WITHOUT_OFFLINE,
                "the plan " + situation.plan().word() + " of " + situation.tenant() + " has no offline licenses",
                "change the plan: sgate tenant set '" + situation.tenant() + "' --plan professional");
    }

    private static Optional<Decline> flag(MintSituation situation) {
        return declineIf(
                !situation.offlineEnabled(),
                DeclineReason.OFFLINE_NOT_ENABLED,
                "offline licenses are not switched on for " + situation.tenant() + ": contact support",
                "support switches it on: sgate tenant set '" + situation.tenant() + "' --offline on");
    }

    private static Optional<Decline> suspension(MintSituation situation) {
        return declineIf(
                situation.suspended(),
                DeclineReason.TENANT_SUSPENDED,
                situation.tenant() + " is suspended",
                "bundles in the field run to their end; when it is settled: sgate tenant resume '" + situation.tenant()
                        + "'");
    }

    private static Optional<Decline> revocation(MintSituation situation) {
        return declineIf(
                situation.revoked(),
                DeclineReason.KEY_REVOKED,
                "the key of license " + situation.license() + " is revoked",
                situation
                        .replacedBy()
                        .map(heir -> "its new license is " + heir)
                        .orElse("give it a new key: sgate license rekey " + situation.license()));
    }

    private static Optional<Decline> expiry(MintSituation situation) {
        return declineIf(
                situation.expiresAt().isBefore(situation.now()),
                DeclineReason.LICENSE_EXPIRED,
                "license " + situation.license() + " ended on " + Payloads.time(situation.expiresAt()),
                "renew it: sgate license set " + situation.license() + " --expires DATE");
    }

    /** Whether a product may have this name. */
    public static Optional<Decline> product(String name) {
        return declineIf(
                !WireText.isProduct(name),
                DeclineReason.PRODUCT_NAME,
                "a product is named with small letters, digits, hyphens and underscores, not " + name,
                "take a name that fits [a-z0-9][a-z0-9_-]{0,63}");
    }

    /** Whether a bundle may have this many seats. */
    public static Optional<Decline> pool(long seats, MintSituation situation) {
        return declineIf(
                        seats < 1 || seats > situation.maxDevices(),
                        DeclineReason.POOL_OUT_OF_RANGE,
                        "a pool has 1 to " + situation.maxDevices() + " seats under this license, not " + seats,
                        "ask for fewer, or sell more: sgate license set " + situation.license() + " --devices N")
                .or(() -> cap(seats, situation));
    }

    private static Optional<Decline> cap(long seats, MintSituation situation) {
        return declineIf(
                seats > situation.freeSeats(),
                DeclineReason.OVER_THE_CAP,
                seats + " more seats are too many: of " + situation.maxDevices() + ", " + situation.onlineDevices()
                        + " are in use online and " + situation.offlineElsewhere() + " are at other sites",
                situation.freeSeats() == 0
                        ? "none is free; make another site's pool smaller, or sell more"
                        : "ask for " + situation.freeSeats() + " or fewer");
    }

    /** Whether a bundle may run to this time. */
    public static Optional<Decline> validUntil(Instant end, MintSituation situation) {
        return declineIf(
                        end.isAfter(situation.expiresAt()),
                        DeclineReason.DATE_EXCEEDS_EXPIRY,
                        "Date exceeds license expiry",
                        "take " + Payloads.time(situation.expiresAt()) + " or earlier, or renew the license first")
                .or(() -> declineIf(
                        !end.isAfter(situation.now()),
                        DeclineReason.DATE_IN_THE_PAST,
                        Payloads.time(end) + " is over",
                        "take a later date"));
    }

    /**
     * Whether a site that encrypts its journals may get a bundle that has them signed only: where the order says so.
     *
     * @param before the journal key of the site's newest bundle
     */
    static Optional<Decline> journalKey(LicenseOrder order, Optional<JournalKey> before) {
        return declineIf(
                before.isPresent() && order.journalKey().isEmpty() && !order.onlySigned(),
                DeclineReason.JOURNAL_KEY_DROPPED,
                "the site encrypts its journals to the key "
                        + before.map(JournalKey::keyid).orElse("") + ", and this bundle names none",
                "name it with --journal-key FILE; or, to have journals signed only, --no-journal-key");
    }

    /** Whether a file with an update of this length fits on a FAT32 stick. */
    public static Optional<Decline> size(long attachmentBytes) {
        return declineIf(
                attachmentBytes > FILE_MAX_BYTES - ENVELOPE_ROOM_BYTES,
                DeclineReason.FILE_TOO_LARGE,
                "a file with " + attachmentBytes + " bytes of application does not fit on a FAT32 stick",
                "carry the application as an update of its own, or make it smaller");
    }

    private static Optional<Decline> declineIf(boolean broken, DeclineReason reason, String sentence, String remedy) {
        return broken ? Optional.of(new Decline(reason, sentence, remedy)) : Optional.empty();
    }
}
