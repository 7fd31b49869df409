package dev.sgate.station;

import dev.sgate.license.LicenseBundle;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.Policy;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.station.LedgerView.HeldLicense;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The bundles in force with what their rows are worth now, for whoever asks often. A row is read each time, and verified again
 * when one of its bytes or the trust document has changed: what is remembered is only that the very same bytes held under the very
 * same keys. Safe for use by several threads.
 */
public final class BundlesInForce {
    /**
     * A row of the ledger, and the bundle that it proves to be; refused with why it is no proof.
     *
     * @param forgiven the same with signatures of revoked keys counted; differs from {@code bundle} only where its keys were revoked
     */
    public record InForce(HeldLicense row, Verdict<LicenseBundle> bundle, Verdict<LicenseBundle> forgiven) {
        /** Whether nothing but its key's revocation speaks against it. */
        public boolean isKeyRevoked() {
            return bundle instanceof Verdict.Refused<LicenseBundle>(Refusal refusal)
                    && refusal.code() == RefusalCode.REVOKED_KEY
                    && forgiven instanceof Verdict.Accepted<LicenseBundle>;
        }
    }

    private final LedgerView ledger;
    private final TrustSource trust;
    private final Meter meter;
    private Map<UUID, InForce> verified = Map.of();
    private Optional<Sha256> under = Optional.empty();

    public BundlesInForce(LedgerView ledger, TrustSource trust) {
        this(ledger, trust, Meter.SILENT);
    }

    /** @param meter is told how long each verification took */
    public BundlesInForce(LedgerView ledger, TrustSource trust, Meter meter) {
        this.ledger = ledger;
        this.trust = trust;
        this.meter = meter;
    }

    /** All rows, each judged, in the order of the licenses' ids. */
    public List<InForce> all() {
        return under(trust.current());
    }

    /** As {@link #all}, with these keys believed. */
    synchronized List<InForce> under(Keyring keyring) {
        if (!keyring.identity().equals(under)) {
            verified = Map.of();
            under = keyring.identity();
        }
        Map<UUID, InForce> now = new LinkedHashMap<>();
        ledger.licenses().forEach(row -> now.put(row.licenseId(), judged(row, keyring)));
        verified = now;
        return List.copyOf(now.values());
    }

    /** The longest time that an application of these licenses may be without contact; what the format says where none is held. */
    public Duration offlineAtMost() {
        return all().stream()
                .flatMap(held -> held.forgiven() instanceof Verdict.Accepted<LicenseBundle>(LicenseBundle bundle)
                        ? Stream.of(bundle.terms().policy().maxOfflineTime())
                        : Stream.empty())
                .reduce(Policy.DEFAULT.maxOfflineTime(), (one, other) -> one.compareTo(other) < 0 ? other : one);
    }

    private InForce judged(HeldLicense row, Keyring keyring) {
        return Optional.ofNullable(verified.get(row.licenseId()))
                .filter(known -> isSame(known.row(), row))
                .orElseGet(() -> judgedAnew(copy(row), keyring));
    }

    private InForce judgedAnew(HeldLicense row, Keyring keyring) {
        Verdict<LicenseBundle> bundle = verify(row, keyring);
        boolean revoked = bundle instanceof Verdict.Refused<LicenseBundle>(Refusal refusal)
                && refusal.code() == RefusalCode.REVOKED_KEY;
        return new InForce(row, bundle, revoked ? verify(row, keyring.forgivingRevocation()) : bundle);
    }

    /** Bytes of our own to compare with: nobody changes them behind our back. */
    private static HeldLicense copy(HeldLicense row) {
        return new HeldLicense(
                row.licenseId(),
                row.product(),
                row.site(),
                row.serial(),
                row.identity(),
                row.envelopeLine().clone(),
                row.importedAt());
    }

    private static boolean isSame(HeldLicense one, HeldLicense other) {
        return one.serial() == other.serial()
                && one.site().equals(other.site())
                && one.product().equals(other.product())
                && one.importedAt().equals(other.importedAt())
                && one.identity().equals(other.identity())
                && Arrays.equals(one.envelopeLine(), other.envelopeLine());
    }

    private Verdict<LicenseBundle> verify(HeldLicense row, Keyring keyring) {
        return EnvelopeLine.verify(row.envelopeLine(), keyring, meter)
                .then(LicenseBundle::from)
                .then(bundle -> isRowOf(row, bundle)
                        ? Verdict.accepted(bundle)
                        : Verdict.refused(Refusal.of(RefusalCode.BAD_SIGNATURE, "notedSerial", row.serial())
                                .and("storedSerial", bundle.terms().serial())));
    }

    /** A bundle that was put in the place of another proves itself, and not the row it lies in. */
    private static boolean isRowOf(HeldLicense row, LicenseBundle bundle) {
        LicenseTerms terms = bundle.terms();
        return terms.licenseId().equals(row.licenseId())
                && terms.serial() == row.serial()
                && terms.site().equals(row.site())
                && bundle.identity().equals(row.identity());
    }
}
