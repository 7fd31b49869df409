package dev.sgate.station.leasing;

import dev.sgate.seal.Keyring;
import dev.sgate.station.Ids;
import dev.sgate.station.Ledger;
import dev.sgate.station.Meter;
import dev.sgate.vectors.TestKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** The real lease service of a site, for whoever puts a wire before it: its licenses, and a clock that the test moves. */
public final class ServedSite {
    private final LeaseSite site;
    private final Leasing leasing;

    /** A service on this ledger with these keys, an hour after the sample license was made. */
    public ServedSite(Ledger ledger, LeaseKeys keys, Ids instanceIds) {
        this.site = new LeaseSite(ledger);
        this.leasing = new SiteLeasing(
                ledger,
                () -> site.keyring,
                site.time(),
                keys,
                LeaseSite.OWN_MACHINE,
                instanceIds,
                LeaseSettings.DEFAULT,
                Meter.SILENT);
    }

    public Leasing leasing() {
        return leasing;
    }

    public Instant now() {
        return site.now;
    }

    public void setNow(Instant now) {
        site.now = now;
    }

    /** Moves the clock on, or back. */
    public void pass(Duration time) {
        site.pass(time);
    }

    /** The hour in which the clock is remembered: it is not believed far behind this any more. */
    public void mark() {
        site.mark();
    }

    /** Imports the sample license after this change. */
    public void hold(Consumer<Map<String, Object>> change) {
        site.hold(change);
    }

    /** A person confirms the license. */
    public void confirm() {
        site.confirm();
    }

    /** The trust document is gone, or there again. */
    public void believe(boolean trusted) {
        site.keyring = trusted ? TestKeys.keyring() : Keyring.nothing("the trust document is gone");
    }

    /** All events of this type, as their lines. */
    public List<String> events(String type) {
        return site.events(type);
    }

    /** How many devices have a seat in the first epoch. */
    public int seats() {
        return site.ledger.seats(LeaseSite.licenseId(), 0).size();
    }

    /** The id of the license that {@link #hold} imports. */
    public static UUID licenseId() {
        return LeaseSite.licenseId();
    }
}
