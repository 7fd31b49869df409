package dev.sgate.appliance;

import dev.sgate.appliance.kiosk.Kiosk;
import dev.sgate.journal.EventDraft;
import dev.sgate.journal.EventType;
import dev.sgate.license.Policy;
import dev.sgate.license.time.ClockStanding;
import dev.sgate.seal.Evidence;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Payloads;
import dev.sgate.station.LogEvent;
import dev.sgate.station.MountWatch;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** The daemon while it runs: from the {@code startup} event to the {@code shutdown} event in the journal. */
final class Appliance implements AutoCloseable {
    private final Ports ports;
    private final Pipeline pipeline;

    private Appliance(Ports ports, Pipeline pipeline) {
        this.ports = ports;
        this.pipeline = pipeline;
    }

    /**
     * Starts the routes, says so in the journal, and begins to look for sticks.
     *
     * @param pipeline read, checked, and not started yet
     * @param reports the ledger's report views, read-only
     * @param watch notices sticks that come and go
     * @param kiosk sees what happens
     * @param version of this product
     * @throws RoutesRefused if a route file holds a mistake; nothing runs then and nothing was written
     */
    static Appliance start(
            Settings settings,
            Pipeline pipeline,
            Ports ports,
            DataSource reports,
            MountWatch watch,
            Kiosk kiosk,
            String version)
            throws Exception {
        StatusFile status = new StatusFile(settings.state());
        MetricsFile metrics = new MetricsFile(settings.metricsFile(), ports.metrics());
        pipeline.start(
                routes -> Steps.of(ports, routes, status, metrics, watch, kiosk),
                reports,
                new VolumeLinks(settings.state()),
                settings.sticks().patience());
        Appliance appliance = new Appliance(ports, pipeline);
        try {
            appliance.begin(version);
        } catch (Exception failed) {
            pipeline.close();
            throw failed;
        }
        return appliance;
    }

    private void begin(String version) throws Exception {
        Keyring trust = ports.trust().current();
        String believed = trust.document()
                .map(document -> "version " + document.version())
                .orElse("nothing");
        Map<String, Object> detail = new LinkedHashMap<>(Payloads.members("version", version, "trust", believed));
        new TreeMap<>(pipeline.digests()).forEach((file, digest) -> detail.put("routes/" + file, digest.toString()));
        commit(EventType.STARTUP, detail);
        if (trust.document().isEmpty()) {
            LogLine.of(
                            LogEvent.TRUST_MISSING,
                            "trust: nothing is believed because " + trust.whyNothing() + "; every file will be refused")
                    .with(
                            "next",
                            "put the vendor's document in its place, as the setting `trust` names it; no restart is needed")
                    .warn();
        } else {
            LogLine.of(LogEvent.TRUST_BELIEVED, "trust: " + believed + " is believed")
                    .tell();
        }
        tellClock();
        pipeline.begin();
    }

    /** No clock is a reason not to start: what needs a right one says so itself. */
    private void tellClock() {
        ClockStanding clock = ports.time().standing(Policy.DEFAULT);
        if (clock.clock().isBefore(ports.situation().builtAt())) {
            tell(
                    "the clock is wrong: this product was built later",
                    Evidence.of("clock", clock.clock())
                            .and("builtAt", ports.situation().builtAt()));
        } else if (!clock.isTrusted()) {
            tell(
                    "the clock is wrong: it is behind the latest time known",
                    clock.refusal().orElseThrow().evidence());
        }
    }

    private static void tell(String what, Evidence facts) {
        LogLine.of(LogEvent.CLOCK_IS_OFF, what + "; what needs a right clock waits for it")
                .with(facts)
                .with("next", "timedatectl set-time 'YYYY-MM-DD hh:mm:ss', in the machine's time zone")
                .warn();
    }

    private void commit(EventType type, Map<String, Object> detail) {
        ports.ledger()
                .commit(
                        List.of(),
                        List.of(EventDraft.of(type, ports.time().clock(), detail)
                                .aboutDevice(ports.device().fingerprint().hex())));
    }

    /** Stops within a few seconds. Applications live on; what was cut off is taken up at the next start. */
    @Override
    public void close() throws IOException {
        pipeline.close();
        commit(EventType.SHUTDOWN, Map.of());
    }
}
