package dev.sgate.station;

import dev.sgate.license.Fingerprint;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.PoolSeat;
import dev.sgate.license.lease.LeaseRules;
import dev.sgate.station.PoolView.Instance;
import dev.sgate.station.StateChange.InstanceEnded;
import dev.sgate.station.StateChange.SeatGivenBack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The seats of this site, for site IT: who holds them, and how one is taken back (BEHAVIOUR 5). */
public final class SiteSeats {
    /** The least of a fingerprint that names a seat. */
    public static final int LEAST_DIGITS = 8;

    /**
     * One seat.
     *
     * @param ownMachine whether the appliance itself holds it
     * @param instance the application that holds it, with its last lease; empty for the appliance
     * @param name what the instance's device calls itself; personal
     */
    public record SeatLine(
            UUID licenseId,
            String product,
            PoolSeat seat,
            boolean ownMachine,
            boolean boundInAdvance,
            Optional<Instance> instance,
            Optional<String> name) {
        public Fingerprint device() {
            return seat.device();
        }
    }

    /** What comes, or would come, of taking a seat back. */
    public sealed interface Release {
        /**
         * The seat is given back, or would be.
         *
         * @param freeFrom when another device may have it: its last lease has run out then
         */
        record Freed(SeatLine seat, Instant freeFrom) implements Release {}

        /** It is the appliance's own, which it takes again at the next check. */
        record OwnMachine(SeatLine seat) implements Release {}

        /** Several seats begin like this. */
        record SeveralSeats(List<SeatLine> seats) implements Release {}

        /** Nobody holds such a seat. */
        record NoSuchSeat() implements Release {}
    }

    private final Ledger ledger;
    private final HeldBundles bundles;
    private final DeviceIdentity device;
    private final TrustedTime time;

    public SiteSeats(Ledger ledger, TrustSource trust, DeviceIdentity device, TrustedTime time) {
        this.ledger = ledger;
        this.bundles = new HeldBundles(ledger, trust);
        this.device = device;
        this.time = time;
    }

    /** The seats of all licenses that are believed, in the order in which they were taken; also those given back lately. */
    public List<SeatLine> all() {
        List<SeatLine> lines = new ArrayList<>();
        bundles.all().forEach(bundle -> {
            LicenseTerms terms = bundle.terms();
            ledger.pool(terms.licenseId(), terms.pool().epoch()).forEach(seat -> lines.add(line(terms, seat)));
        });
        return lines;
    }

    private SeatLine line(LicenseTerms terms, PoolSeat seat) {
        Optional<Instance> instance = ledger.findInstance(terms.licenseId(), seat.device());
        return new SeatLine(
                terms.licenseId(),
                terms.product(),
                seat,
                seat.device().equals(device.fingerprint()),
                terms.pool().devices().contains(seat.device()),
                instance,
                instance.flatMap(held -> ledger.instanceName(held.id())));
    }

    /** What {@link #release} would do now; changes nothing. */
    public Release preview(String which) {
        List<SeatLine> found = all().stream()
                .filter(line -> line.seat().freeFrom().isEmpty() && isMeant(line, which))
                .toList();
        if (found.size() != 1) {
            return found.isEmpty() ? new Release.NoSuchSeat() : new Release.SeveralSeats(found);
        }
        SeatLine line = found.getFirst();
        return line.ownMachine() ? new Release.OwnMachine(line) : new Release.Freed(line, freeFrom(line));
    }

    private static boolean isMeant(SeatLine line, String which) {
        boolean device = which.length() >= LEAST_DIGITS && line.device().hex().startsWith(which);
        return device
                || line.instance()
                        .filter(instance -> instance.id().toString().equals(which))
                        .isPresent();
    }

    /** A client goes on for as long as its lease says. */
    private Instant freeFrom(SeatLine line) {
        Instant now = time.now();
        return line.instance()
                .map(instance -> LeaseRules.freeFrom(instance.expiresAt(), now))
                .filter(end -> end.isAfter(now))
                .orElse(now);
    }

    /**
     * Takes a seat back.
     *
     * @param which the first {@link #LEAST_DIGITS} or more digits of a device, or the id of an instance
     */
    public Release release(String which) {
        List<Release> came = new ArrayList<>();
        ledger.alone(() -> {
            Release release = preview(which);
            if (release instanceof Release.Freed freed) {
                giveBack(freed);
            }
            came.add(release);
        });
        return came.getFirst();
    }

    private void giveBack(Release.Freed freed) {
        SeatLine line = freed.seat();
        LicenseTerms terms = bundles.find(line.licenseId()).orElseThrow().terms();
        List<StateChange> changes = new ArrayList<>(
                List.of(new SeatGivenBack(line.licenseId(), terms.pool().epoch(), line.device(), freed.freeFrom())));
        line.instance().ifPresent(instance -> changes.add(new InstanceEnded(instance.id())));
        ledger.commit(changes, List.of(SeatTaking.givenBack(terms, line.device(), "site", time.now())));
    }
}
