package dev.sgate.station.leasing;

import dev.sgate.license.LicenseBundle;
import dev.sgate.license.LicenseState;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.PoolRules;
import dev.sgate.license.lease.Lease;
import dev.sgate.license.lease.LeaseFile;
import dev.sgate.license.lease.LeaseFileDraft;
import dev.sgate.license.lease.LeaseRules;
import dev.sgate.license.lease.LeaseStatus;
import dev.sgate.license.lease.LeaseTerms;
import dev.sgate.license.lease.MachineHash;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import dev.sgate.station.Announcements;
import dev.sgate.station.BundlesInForce;
import dev.sgate.station.BundlesInForce.InForce;
import dev.sgate.station.DeviceIdentity;
import dev.sgate.station.LogEvent;
import dev.sgate.station.TrustSource;
import dev.sgate.station.TrustedTime;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Keeps this machine's lease files (FORMATS, "Leases"): one for each product whose bundle names this appliance, made when the
 * license comes into force, renewed in its last 24 hours (of a shorter lease: in its second half), and gone when the license may not
 * run because it was revoked. What otherwise may not run gets no new file; the one that is there ends by itself. A trouble is
 * announced once and tried again the next time: the file that is there stays good. Safe for use by several threads.
 */
public final class LeaseFileKeeping {
    private final BundlesInForce bundles;
    private final TrustSource trust;
    private final TrustedTime time;
    private final DeviceIdentity device;
    private final LeaseKeys keys;
    private final LeaseFiles files;
    private final Supplier<Map<UUID, LicenseState>> states;
    private final Site site;
    private final Announcements announcements;
    private String announced = "";

    /**
     * What an application computes its instance from.
     *
     * @param tenant the first part of the lease service's routes
     * @param machineId as in {@code /etc/machine-id}
     */
    public record Site(String tenant, String machineId) {}

    /** @param states how each license held stands now, by its id */
    public LeaseFileKeeping(
            BundlesInForce bundles,
            TrustSource trust,
            TrustedTime time,
            DeviceIdentity device,
            LeaseKeys keys,
            LeaseFiles files,
            Supplier<Map<UUID, LicenseState>> states,
            Site site,
            Announcements announcements) {
        this.bundles = bundles;
        this.trust = trust;
        this.time = time;
        this.device = device;
        this.keys = keys;
        this.files = files;
        this.states = states;
        this.site = site;
        this.announcements = announcements;
    }

    /** A license that this machine could have a lease file under, and how it stands. */
    private record Candidate(LicenseBundle bundle, byte[] line, LicenseState state) {
        boolean mayRun() {
            return state.grade() != LicenseState.Grade.REFUSED;
        }

        Instant end() {
            return bundle.terms().validUntil();
        }

        UUID license() {
            return bundle.terms().licenseId();
        }
    }

    /** Of two licenses for one product the one that may run counts, then the one that ends later. */
    private static final Comparator<Candidate> BEST = Comparator.comparing(Candidate::mayRun)
            .thenComparing(Candidate::end)
            .thenComparing(Candidate::license);

    /** Looks at each product that a license in force is for, and does what is due. */
    public synchronized void keep() {
        try {
            Map<String, List<Candidate>> products = candidates();
            for (Map.Entry<String, List<Candidate>> product : products.entrySet()) {
                keep(product.getKey(), product.getValue());
            }
            announced = "";
        } catch (IOException trouble) {
            announce(String.valueOf(trouble.getMessage()));
        }
    }

    private Map<String, List<Candidate>> candidates() {
        Map<UUID, LicenseState> now = states.get();
        Map<String, List<Candidate>> products = new TreeMap<>();
        for (InForce held : bundles.all()) {
            if (held.bundle() instanceof Verdict.Accepted<LicenseBundle>(LicenseBundle bundle)
                    && LeaseFile.isPossible(bundle.terms(), deviceKeyId())) {
                LicenseState state = now.getOrDefault(bundle.terms().licenseId(), LicenseState.UNLICENSED);
                products.computeIfAbsent(bundle.terms().product(), product -> new ArrayList<>())
                        .add(new Candidate(bundle, held.row().envelopeLine(), state));
            }
        }
        return products;
    }

    /** What may not run, but was not revoked, keeps the file it has: the lease in it ends by itself. */
    private void keep(String product, List<Candidate> licenses) throws IOException {
        Candidate best = Collections.max(licenses, BEST);
        if (best.mayRun()) {
            Instant now = time.now();
            LeaseKeys.LeaseKey key = keys.primary(now);
            if (isDue(best.bundle(), key, now)) {
                files.put(product, make(best.bundle(), best.line(), key, now));
            }
        } else if (licenses.stream().allMatch(license -> license.state() == LicenseState.REVOKED)) {
            files.remove(product);
        }
    }

    private boolean isDue(LicenseBundle bundle, LeaseKeys.LeaseKey key, Instant now) throws IOException {
        Keyring vendor = trust.current();
        Optional<LeaseFile> there = files.find(bundle.terms().product())
                .flatMap(bytes -> LeaseFile.open(bytes, vendor) instanceof Verdict.Accepted<LeaseFile>(LeaseFile file)
                        ? Optional.of(file)
                        : Optional.empty());
        return there.filter(file -> file.bundle().identity().equals(bundle.identity())
                        && file.kid().equals(key.kid())
                        && file.tenant().equals(site.tenant())
                        && file.lease().terms().instanceId().equals(instanceId(bundle.terms()))
                        && !isEnding(file.lease().terms(), now))
                .isEmpty();
    }

    private static boolean isEnding(LeaseTerms lease, Instant now) {
        if (lease.issuedAt().isAfter(now.plus(PoolRules.AHEAD_AT_MOST))) {
            return true; // made under a clock that was wrong: it would last too long
        }
        Duration half = Duration.between(lease.issuedAt(), lease.expiresAt()).dividedBy(2);
        boolean isShort = half.compareTo(LeaseRules.REFRESH_WITHIN) < 0;
        return isShort ? now.isAfter(lease.issuedAt().plus(half)) : LeaseRules.needsRefresh(lease, now);
    }

    private byte[] make(LicenseBundle bundle, byte[] line, LeaseKeys.LeaseKey key, Instant now) {
        LeaseTerms terms =
                LeaseRules.terms(bundle.terms(), key.kid(), instanceId(bundle.terms()), LeaseStatus.ACTIVE, now);
        return new LeaseFileDraft(
                        site.tenant(),
                        bundle,
                        line,
                        device.key(),
                        (Ed25519PublicKey) key.key().publicKey(),
                        Lease.issue(terms, key.key()))
                .toBytes();
    }

    private UUID instanceId(LicenseTerms license) {
        return LeaseFile.instanceId(MachineHash.of(site.tenant(), license.product(), site.machineId()));
    }

    private Sha256 deviceKeyId() {
        return Sha256.of(device.key().publicKey().spki());
    }

    private void announce(String why) {
        if (!announced.equals(why)) {
            announced = why;
            announcements.announce(
                    LogEvent.LEASE_FILE_NOT_RENEWED,
                    "a lease file could not be renewed",
                    why,
                    "it is tried again every minute; the one there stays good");
        }
    }
}
