package dev.sgate.vendor.mint;

import dev.sgate.license.LicenseBundle;
import dev.sgate.license.LicenseRules;
import dev.sgate.license.LicenseSituation;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.LicenseTerms.JournalKey;
import dev.sgate.seal.PayloadType;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.RevocationList;
import dev.sgate.seal.Role;
import dev.sgate.seal.Sealer;
import dev.sgate.seal.Sealer.NamedKey;
import dev.sgate.seal.Sha256;
import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.AuditAction;
import dev.sgate.vendor.ledger.AuditEntry;
import dev.sgate.vendor.ledger.BundleTable;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.RevocationTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Mints license bundles, by {@link MintRules}. The ledger gives each its serial and the number of its revocation list; both are taken
 * before the bundle leaves, so that no two bundles of one license and site ever share a serial, even where the stick then turns out to
 * be full. Bundle and audit entry are one transaction.
 */
public final class LicenseMint {
    private final DeskLedger ledger;
    private final List<NamedKey> keys;

    public LicenseMint(DeskLedger ledger, List<NamedKey> keys) {
        this.ledger = ledger;
        this.keys = List.copyOf(keys);
    }

    /**
     * Mints one bundle, or declines to.
     *
     * @throws BadInput if an appliance could not read or would not take what the order asks for; then nothing was changed
     */
    public MintOutcome mint(LicenseOrder order, Instant now) {
        return mintAll(List.of(order), now, true).getFirst();
    }

    /**
     * Mints a bundle for each order, or for none. All are judged before the first is minted, and what one takes, the next cannot
     * have: two orders for two sites of a license share its seats. They bring one revocation list, that of this moment.
     *
     * @return what became of each, in their order; without the lines, which no memory has to hold at once: {@link #withLine}
     * @throws BadInput as {@link #mint}, for any of them
     */
    public List<MintOutcome> mintAll(List<LicenseOrder> orders, Instant now) {
        return mintAll(orders, now, false);
    }

    /** One of many with its line, read back from the ledger. */
    public MintedLicense withLine(MintedLicense minted) {
        byte[] line = ledger.read(connection ->
                        BundleTable.envelope(connection, minted.terms().bundleId()))
                .orElseThrow(() -> new IllegalStateException(
                        "the ledger has lost bundle " + minted.terms().bundleId()));
        byte[] whole = Arrays.copyOf(line, line.length + 1);
        whole[line.length] = '\n';
        return minted.withLine(whole);
    }

    private List<MintOutcome> mintAll(List<LicenseOrder> orders, Instant now, boolean keepLines) {
        return ledger.change(connection -> {
            List<OrderSubject> subjects = subjects(connection, orders, now);
            List<Optional<Decline>> declines = judge(connection, orders, subjects, now);
            return declines.stream().allMatch(Optional::isEmpty)
                    ? make(connection, orders, subjects, now, keepLines)
                    : decline(connection, orders, subjects, declines, now);
        });
    }

    private static List<OrderSubject> subjects(Connection connection, List<LicenseOrder> orders, Instant now)
            throws SQLException {
        List<OrderSubject> subjects = new ArrayList<>();
        for (LicenseOrder order : orders) {
            subjects.add(OrderSubject.of(connection, order, now));
        }
        return subjects;
    }

    private static List<Optional<Decline>> judge(
            Connection connection, List<LicenseOrder> orders, List<OrderSubject> subjects, Instant now)
            throws SQLException {
        StandingTerms standing = new StandingTerms(connection);
        Map<UUID, SiteSeats> seats = new HashMap<>();
        List<Optional<Decline>> declines = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            LicenseOrder order = orders.get(i);
            OrderSubject subject = subjects.get(i);
            UUID license = subject.license().id();
            if (!seats.containsKey(license)) {
                seats.put(license, subject.seats(connection, now));
            }
            SiteSeats taken = seats.get(license);
            Optional<JournalKey> journalKey = standing.of(license, order.site()).flatMap(LicenseTerms::journalKey);
            declines.add(MintRules.judge(
                            wish(order, subject, now),
                            taken.situation(subject.tenant(), subject.license(), order.site(), now))
                    .or(() -> MintRules.journalKey(order, journalKey)));
            taken.put(order.site(), order.poolSize());
        }
        return declines;
    }

    private static MintWish wish(LicenseOrder order, OrderSubject subject, Instant now) {
        return new MintWish(
                order.poolSize(),
                subject.validUntil(order, now),
                order.update().map(UpdateFile::attachmentBytes).orElse(0L));
    }

    private static List<MintOutcome> decline(
            Connection connection,
            List<LicenseOrder> orders,
            List<OrderSubject> subjects,
            List<Optional<Decline>> declines,
            Instant now)
            throws SQLException {
        List<MintOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            if (declines.get(i).isPresent()) {
                Decline decline = declines.get(i).get();
                Audit.append(connection, declined(orders.get(i), subjects.get(i), decline, now));
                outcomes.add(new MintOutcome.Declined(decline));
            } else {
                outcomes.add(new MintOutcome.HeldBack());
            }
        }
        return outcomes;
    }

    private static AuditEntry declined(LicenseOrder order, OrderSubject subject, Decline decline, Instant now) {
        return AuditEntry.of(
                AuditAction.EXPORT_DECLINED,
                now,
                order.license().map(UUID::toString).orElse(subject.tenant().id().toString()),
                Payloads.members(
                        "reason", decline.reason().word(),
                        "tenant", subject.tenant().id(),
                        "product", subject.license().product(),
                        "site", order.site(),
                        "pool", order.poolSize(),
                        "validUntil", subject.validUntil(order, now)));
    }

    private List<MintOutcome> make(
            Connection connection,
            List<LicenseOrder> orders,
            List<OrderSubject> subjects,
            Instant now,
            boolean keepLines)
            throws SQLException {
        KeyUse.note(connection, keys, Role.LICENSE, now);
        RevocationList crl = RevocationTable.next(connection, now);
        List<MintOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            subjects.get(i).addTo(connection, now);
            MintedLicense made = make(connection, orders.get(i), subjects.get(i), crl, now);
            outcomes.add(new MintOutcome.Made(keepLines ? made : made.withLine(new byte[0])));
        }
        return outcomes;
    }

    private MintedLicense make(
            Connection connection, LicenseOrder order, OrderSubject subject, RevocationList crl, Instant now)
            throws SQLException {
        LicenseTerms terms = BundleTerms.of(connection, order, subject, crl, now);
        byte[] line = Sealer.seal(PayloadType.LICENSE, terms.toPayload(), keys);
        LicenseBundle bundle = SelfCheck.require(
                line,
                keys,
                payload -> LicenseBundle.from(payload)
                        .then(read -> LicenseRules.judge(read, LicenseSituation.alone(now))));
        Optional<Sha256> update = order.update().map(file -> file.offer().identity());
        BundleTable.add(connection, terms, bundle.identity(), update, Arrays.copyOf(line, line.length - 1));
        Audit.append(connection, exported(terms, subject.tenant().id(), bundle.identity(), update, now));
        return new MintedLicense(
                terms,
                bundle.identity(),
                line,
                subject.newKey(),
                order.update(),
                subject.madeOnTheWay(),
                subject.cut(order, now));
    }

    private AuditEntry exported(
            LicenseTerms terms, UUID tenant, Sha256 identity, Optional<Sha256> update, Instant now) {
        return AuditEntry.of(
                AuditAction.OFFLINE_BUNDLE_EXPORTED,
                now,
                terms.bundleId().toString(),
                Payloads.members(
                        "type", "license",
                        "identity", identity,
                        "licenseId", terms.licenseId(),
                        "tenant", tenant,
                        "site", terms.site(),
                        "serial", terms.serial(),
                        "pool", terms.pool().size(),
                        "poolEpoch", terms.pool().epoch(),
                        "validUntil", terms.validUntil(),
                        "activateBy", terms.activateBy(),
                        "appliances", terms.appliances(),
                        "crlNumber", terms.crl().number(),
                        "update", update,
                        "keys", keys.stream().map(key -> key.kid().value()).toList()));
    }
}
