package dev.sgate.station;

import dev.sgate.license.LicenseSituation;
import dev.sgate.license.LicenseTerms;
import dev.sgate.release.App;
import dev.sgate.release.InstallPhase;
import dev.sgate.release.ReleaseId;
import dev.sgate.release.ReleaseSituation;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Role;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView.AppliedRelease;
import dev.sgate.station.LedgerView.Floor;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.LedgerView.Quarantine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Where this appliance stands now, as the pure rules of license and release ask for it. Each call reads the ledger anew. */
final class Standing {
    private final LedgerView ledger;
    private final TrustSource trust;
    private final HeldBundles bundles;
    private final DeviceIdentity device;
    private final Situation situation;

    Standing(LedgerView ledger, TrustSource trust, DeviceIdentity device, Situation situation) {
        this.ledger = ledger;
        this.trust = trust;
        this.bundles = new HeldBundles(ledger, trust);
        this.device = device;
        this.situation = situation;
    }

    /**
     * @param now that the bundle is judged by, see {@link Reanchoring}
     * @param known the trusted time without this bundle: what 400 days ahead is measured from
     */
    LicenseSituation forLicense(LicenseTerms terms, Instant now, Instant known) {
        return new LicenseSituation(
                now,
                latestKnownTime(known),
                products(),
                Optional.of(new Sha256(device.key().publicKey().deviceKid().value())),
                held(terms),
                ledger.poolWasOpened(terms.licenseId(), terms.pool().epoch()),
                ledger.newestRevocationList(trust.current()));
    }

    /** A serial that a key set which was revoked since falls back to the highest of a believed key (BEHAVIOUR 4). */
    private Optional<LicenseSituation.Held> held(LicenseTerms terms) {
        UUID license = terms.licenseId();
        Keyring keyring = trust.current();
        if (bundles.isKeyRevoked(license)) {
            return ledger.highestSerial(license, signers -> keyring.keeps(Role.LICENSE, signers))
                    .map(kept -> new LicenseSituation.Held(kept.site(), kept.serial(), kept.identity()));
        }
        return ledger.findLicense(license)
                .filter(row -> row.serial() != terms.serial() || !isDamaged(license))
                .map(row -> new LicenseSituation.Held(row.site(), row.serial(), row.identity()));
    }

    /** Whether a bundle of this license is held, and verifies. */
    boolean isWhole(UUID licenseId) {
        return bundles.find(licenseId).isPresent();
    }

    /** Whether the stored bundle of this license no longer verifies: the same file, brought again, repairs it. */
    private boolean isDamaged(UUID licenseId) {
        return ledger.findLicense(licenseId).isPresent() && !isWhole(licenseId);
    }

    ReleaseSituation forRelease(App app, Instant now) {
        Optional<Floor> floor = ledger.findFloor(app.name(), trust.current());
        List<AppliedRelease> applied = ledger.appliedReleases(app.name());
        return new ReleaseSituation(
                now,
                latestKnownTime(now),
                products(),
                holder(applied),
                Optional.of(situation.platform()),
                ledger.findRunning(app.name())
                        .map(running ->
                                new ReleaseSituation.Running(idOf(running), running.digest(), running.fileIssuedAt())),
                floor.map(Floor::highestCommitted),
                floor.flatMap(Floor::minimum),
                ledger.quarantined().stream().collect(Collectors.toMap(Quarantine::digest, Quarantine::fileIssuedAt)),
                applied.stream()
                        .collect(Collectors.toMap(AppliedRelease::id, AppliedRelease::digest, (one, later) -> later)));
    }

    /** The first product to have a release of this name stay; one that was rolled back holds no name. */
    private static Optional<String> holder(List<AppliedRelease> applied) {
        return applied.stream()
                .filter(release -> release.phase() != InstallPhase.ROLLED_BACK)
                .flatMap(release -> release.product().stream())
                .findFirst();
    }

    /** The setting, else the products of the licenses held, else any (BEHAVIOUR 4). */
    private Set<String> products() {
        return situation.products().isEmpty() ? bundles.products() : situation.products();
    }

    private Instant latestKnownTime(Instant now) {
        return now.isAfter(situation.builtAt()) ? now : situation.builtAt();
    }

    private static ReleaseId idOf(HeldRelease release) {
        return new ReleaseId(release.appName(), release.version(), release.platform());
    }
}
