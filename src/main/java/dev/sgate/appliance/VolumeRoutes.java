package dev.sgate.appliance;

import dev.sgate.station.LogEvent;
import dev.sgate.station.Mount;
import dev.sgate.station.Visit;
import dev.sgate.station.Volume;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.file.GenericFileFilter;

/**
 * The routes that read the sticks: one a visit, made from the template {@code volume} and taken away when the visit ends. A route
 * that is left behind would poll a dead mount for ever. Safe for use by several threads.
 */
final class VolumeRoutes {
    private static final String TEMPLATE = "volume";
    private static final String PREFIX = "volume-";
    private static final int STOP_SECONDS = 2;

    private final CamelContext context;
    private final VolumeLinks links;
    private final Duration patience;
    private final LongSupplier nanoClock;
    private final Map<String, OpenVolume> open = new ConcurrentHashMap<>();

    /**
     * @param sinceNanos when it was made, as {@link System#nanoTime}
     * @param started released when Camel is done with starting the route: a visit may be over before that, and a route that is
     *     stopped while it starts goes on
     * @param decided who goes on with the visit: set once, by the last file that was handed over or by the volume's departure
     * @param closing set once its route is being taken away
     */
    private record OpenVolume(
            Visit visit,
            long sinceNanos,
            List<Path> gathered,
            CountDownLatch started,
            AtomicBoolean decided,
            AtomicBoolean closing) {
        static OpenVolume of(Visit visit, long nowNanos) {
            return new OpenVolume(
                    visit,
                    nowNanos,
                    new ArrayList<>(),
                    new CountDownLatch(1),
                    new AtomicBoolean(),
                    new AtomicBoolean());
        }

        boolean decides() {
            return decided.compareAndSet(false, true);
        }
    }

    /** @param patience how long a volume may take to hand its files over */
    VolumeRoutes(CamelContext context, VolumeLinks links, Duration patience) {
        this(context, links, patience, System::nanoTime);
    }

    VolumeRoutes(CamelContext context, VolumeLinks links, Duration patience, LongSupplier nanoClock) {
        this.context = context;
        this.links = links;
        this.patience = patience;
        this.nanoClock = nanoClock;
    }

    /** Makes the route that hands over this visit's candidates; it starts at once, in a thread of its own. */
    void open(Visit visit) throws Exception {
        String id = routeId(visit);
        OpenVolume volume = OpenVolume.of(visit, nanoClock.getAsLong());
        open.put(id, volume);
        try {
            TemplatedRouteBuilder.builder(context, TEMPLATE)
                    .routeId(id)
                    .prefixId(id)
                    .parameter("directory", links.make(id, visit.mount().directory()))
                    .bean("candidates", GenericFileFilter.class, candidatesOf(visit))
                    .add();
        } catch (Exception failed) {
            // Camel leaves a route that could not start behind
            close(visit);
            throw failed;
        } finally {
            volume.started().countDown();
        }
    }

    /** The visit that this route was made for. */
    Optional<Visit> find(String routeId) {
        return Optional.ofNullable(open.get(routeId)).map(OpenVolume::visit);
    }

    /**
     * Notes a file that Camel handed over.
     *
     * @param name empty if there was none at all
     * @return all candidates of the visit if this was the last: those handed over first, and then those that were there at the scan
     *     and are not any more, so that each of them gets an outcome
     */
    Gathered gather(Visit visit, Optional<Path> name, boolean last) {
        OpenVolume volume = open.get(routeId(visit));
        if (volume == null) {
            return new Gathered.AwaitingMore(visit);
        }
        name.ifPresent(volume.gathered()::add);
        if (!last || !volume.decides()) {
            return new Gathered.AwaitingMore(visit);
        }
        Set<Path> handedOver = new HashSet<>(volume.gathered());
        List<Path> all = new ArrayList<>(volume.gathered());
        visit.candidates().stream()
                .filter(candidate -> !handedOver.contains(candidate))
                .forEach(all::add);
        return new Gathered.CandidatesGathered(visit, all);
    }

    /** Takes the route of this visit away, from a thread of its own: a route cannot wait for its own end. */
    void close(Visit visit) {
        close(routeId(visit));
    }

    /**
     * A volume is gone. A visit whose files were all handed over goes on to its end by itself, on the thread of its route: taking the
     * route away would interrupt a release that is just being unpacked.
     *
     * @return the visits whose files were not all handed over: nobody else will end them
     */
    List<Gathered.CutShort> forget(Mount mount) {
        List<Gathered.CutShort> cutShort = new ArrayList<>();
        open.forEach((id, volume) -> {
            if (volume.visit().mount().key().equals(mount.key())) {
                if (volume.decides()) {
                    cutShort.add(new Gathered.CutShort(volume.visit()));
                    close(id);
                }
            }
        });
        return cutShort;
    }

    /**
     * Camel reads the folder in a thread of its own, which a stick that does not answer keeps: nobody else would end such a visit.
     *
     * @return visits whose files should have been handed over long ago, each once
     */
    List<Failure.VisitFailed> overdue() {
        long now = nanoClock.getAsLong();
        return open.values().stream()
                .filter(volume -> now - volume.sinceNanos() >= patience.toNanos())
                .filter(OpenVolume::decides)
                .map(volume -> new Failure.VisitFailed(volume.visit(), new Volume.Stalled(patience)))
                .toList();
    }

    private void close(String id) {
        OpenVolume volume = open.get(id);
        if (volume != null && volume.closing().compareAndSet(false, true)) {
            Thread.ofVirtual().name("close-" + id).start(() -> {
                remove(id, volume.started());
                open.remove(id);
            });
        }
    }

    private void remove(String id, CountDownLatch started) {
        try {
            started.await();
            if (context.getRoute(id) != null) {
                context.getRouteController().stopRoute(id, STOP_SECONDS, TimeUnit.SECONDS);
            }
            if (!context.removeRoute(id) && context.getRoute(id) != null) {
                throw new IllegalStateException("the route did not stop");
            }
            links.remove(id);
        } catch (Exception failed) {
            LogLine.of(LogEvent.ROUTE_LEFT_BEHIND, "a route could not be taken away: it ends with the next restart")
                    .with("route", id)
                    .with("cause", failed)
                    .warn();
        }
    }

    private static String routeId(Visit visit) {
        return PREFIX + visit.id();
    }

    private static GenericFileFilter<File> candidatesOf(Visit visit) {
        Set<String> names = new HashSet<>();
        visit.candidates().forEach(name -> names.add(name.toString()));
        return file -> names.contains(file.getFileNameOnly())
                && Files.isRegularFile(file.getFile().toPath(), LinkOption.NOFOLLOW_LINKS);
    }
}
