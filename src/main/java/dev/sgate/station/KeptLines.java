package dev.sgate.station;

import dev.sgate.license.LicenseBundle;
import dev.sgate.release.UpdateOffer;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Verdict;
import dev.sgate.station.BesideLedger.Origin;
import dev.sgate.station.LedgerView.HeldDocument;
import dev.sgate.station.LedgerView.HeldLicense;
import dev.sgate.station.LedgerView.UnfinishedInstall;
import dev.sgate.station.StateChange.InstallBegun;
import dev.sgate.station.StateChange.LicenseHeld;
import dev.sgate.station.StateChange.TrustHeld;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The vendor's lines that are to be kept beside the ledger: each stays here until the disk has taken it. A newer one of the same
 * license, trust document or release takes the place of one that is still to be kept. Not for several threads.
 */
final class KeptLines {
    /** Keeps one line. */
    private interface Line {
        void keep() throws IOException;
    }

    private final BesideLedger beside;
    private final Map<String, Line> owed = new LinkedHashMap<>();

    KeptLines(BesideLedger beside) {
        this.beside = beside;
    }

    /** What was just committed. */
    void owe(List<StateChange> changes) {
        for (StateChange change : changes) {
            switch (change) {
                case TrustHeld held -> oweTrust(held.version(), held.pinned(), held.envelopeLine());
                case LicenseHeld held -> oweLicense(held.bundle().terms().licenseId(), held.envelopeLine());
                case InstallBegun begun ->
                    oweOrigin(new Origin(begun.offer().app().name(), begun.folder(), begun.envelopeLine()));
                default -> {
                    // nothing that is signed
                }
            }
        }
    }

    /**
     * What the ledger holds and is not kept, e.g. because the power was cut between the two. Only lines that prove themselves: one that
     * was damaged in the ledger must not take the place of a good one.
     *
     * @param pin the trust document that site IT put in place
     */
    void oweWhatIsMissing(LedgerView ledger, TrustSource pin) throws IOException {
        List<HeldDocument> keptDocuments = beside.trustDocuments();
        HeldTrust.proved(ledger.trustDocuments()).stream()
                .filter(held -> keptDocuments.stream().noneMatch(kept -> isSame(kept, held)))
                .forEach(held -> oweTrust(held.version(), held.pinned(), held.envelopeLine()));
        Keyring keyring = new HeldTrust(ledger, pin).current().forgivingRevocation();
        List<byte[]> keptLicenses = beside.licenses();
        for (HeldLicense held : ledger.licenses()) {
            if (EnvelopeLine.verify(held.envelopeLine(), keyring).then(LicenseBundle::from)
                            instanceof Verdict.Accepted<LicenseBundle>
                    && keptLicenses.stream().noneMatch(kept -> Arrays.equals(kept, held.envelopeLine()))) {
                oweLicense(held.licenseId(), held.envelopeLine());
            }
        }
        List<Origin> origins = beside.origins();
        for (UnfinishedInstall install : ledger.unfinishedInstalls()) {
            Origin origin = new Origin(install.appName(), install.folder(), install.envelopeLine());
            if (EnvelopeLine.verify(install.envelopeLine(), keyring).then(UpdateOffer::from)
                            instanceof Verdict.Accepted<UpdateOffer>
                    && origins.stream().noneMatch(kept -> isSame(kept, origin))) {
                oweOrigin(origin);
            }
        }
    }

    private static boolean isSame(HeldDocument one, HeldDocument other) {
        return one.version() == other.version()
                && one.pinned() == other.pinned()
                && Arrays.equals(one.envelopeLine(), other.envelopeLine());
    }

    private static boolean isSame(Origin one, Origin other) {
        return one.appName().equals(other.appName())
                && one.folder().equals(other.folder())
                && Arrays.equals(one.envelopeLine(), other.envelopeLine());
    }

    private void oweTrust(long version, boolean pinned, byte[] line) {
        owed.put("trust " + version, () -> beside.keepTrust(version, pinned, line));
    }

    private void oweLicense(UUID licenseId, byte[] line) {
        owed.put("license " + licenseId, () -> beside.keepLicense(licenseId, line));
    }

    private void oweOrigin(Origin origin) {
        owed.put("release " + origin.appName() + " " + origin.folder(), () -> beside.keepOrigin(origin));
    }

    /**
     * Keeps each line that is still to be kept; one that fails is no hindrance to the others.
     *
     * @return the first failure; empty if nothing is left to be kept
     */
    Optional<Exception> keep() {
        Optional<Exception> first = Optional.empty();
        for (Iterator<Line> lines = owed.values().iterator(); lines.hasNext(); ) {
            try {
                lines.next().keep();
                lines.remove();
            } catch (IOException | RuntimeException failure) {
                first = first.or(() -> Optional.of(failure));
            }
        }
        return first;
    }
}
