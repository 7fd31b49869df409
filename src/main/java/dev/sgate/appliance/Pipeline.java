package dev.sgate.appliance;

import dev.sgate.seal.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.camel.ExchangePattern;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The route files, running. It starts only when they hold no mistake; then unfinished work is taken up, and only then the first
 * look at the mount table is taken.
 */
final class Pipeline implements AutoCloseable {
    /** What {@code jdbc:} endpoints call the read-only view of the ledger. */
    static final String LEDGER = "ledger";

    private static final String POLL = "volume-poll";
    private static final int STOP_SECONDS = 3;

    private final DefaultCamelContext context;
    private final Path folder;
    private final RouteFolder routes;
    private final StepCatalog catalog;

    private Pipeline(DefaultCamelContext context, Path folder, RouteFolder routes, StepCatalog catalog) {
        this.context = context;
        this.folder = folder;
        this.routes = routes;
        this.catalog = catalog;
    }

    /**
     * Reads and checks the route files, and makes ready all of Camel that needs no machine. What follows is {@link #start}; it is
     * apart, because the machine is opened meanwhile and both take their time.
     *
     * @throws RoutesRefused if a route file holds a mistake
     */
    static Pipeline prepare(CamelLoading camel, Path routes, StepCatalog catalog) throws RoutesRefused, IOException {
        RouteFolder folder = camel.routes(routes);
        check(routes, folder, catalog);
        Pipeline pipeline = new Pipeline(camel.context(), routes, folder, catalog);
        pipeline.prepare();
        return pipeline;
    }

    /**
     * Starts the routes.
     *
     * @param steps makes what each step of the catalog calls
     * @param ledger for reports; hands out connections that cannot write
     * @param links what volumes are called in endpoints
     * @param patience how long a volume may take to hand its files over
     * @throws RoutesRefused if Camel finds a mistake in a route file; nothing runs then
     */
    void start(
            Function<VolumeRoutes, Map<String, StepProcessor.Call>> steps,
            DataSource ledger,
            VolumeLinks links,
            Duration patience)
            throws RoutesRefused, IOException {
        try {
            links.clear();
            run(steps.apply(new VolumeRoutes(context, links, patience)), ledger);
        } catch (Exception broken) {
            close();
            throw new RoutesRefused(List.of(new RouteFault(folder, 0, broken.toString())));
        }
    }

    private static void check(Path routes, RouteFolder folder, StepCatalog catalog) throws RoutesRefused {
        List<RouteFault> faults = RouteReview.faults(routes, folder, catalog);
        if (!faults.isEmpty()) {
            throw new RoutesRefused(faults);
        }
    }

    private void prepare() {
        context.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
        context.getShutdownStrategy().setTimeout(STOP_SECONDS);
        context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
        refuseOtherEndpoints();
        DirectComponent direct = new DirectComponent();
        direct.setBlock(false);
        context.addComponent("direct", direct);
        context.getRegistry().bind(OutcomeLanguage.BEAN_NAME, catalog.outcomes());
        context.build();
    }

    private void run(Map<String, StepProcessor.Call> steps, DataSource ledger) throws Exception {
        context.getRegistry().bind(LEDGER, ledger);
        bind(steps);
        ProductRoutes product = new ProductRoutes(routes.files());
        context.addRoutesConfigurations(product);
        context.addRoutes(product);
        context.start();
    }

    private void bind(Map<String, StepProcessor.Call> steps) {
        for (Map.Entry<String, Set<Class<?>>> step : catalog.steps().entrySet()) {
            StepProcessor.Call call = steps.get(step.getKey());
            if (call == null) {
                throw new IllegalStateException("the step " + step.getKey() + " calls nothing");
            }
            context.getRegistry().bind(step.getKey(), new StepProcessor(step.getKey(), step.getValue(), call));
        }
    }

    private void refuseOtherEndpoints() {
        context.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> {
            EndpointRules.fault(uri.replace("://", ":")).ifPresent(what -> {
                throw new IllegalArgumentException(what);
            });
            return endpoint;
        });
    }

    /** Takes up what was unfinished, and then begins to look for volumes. */
    void begin() throws Exception {
        try (var template = context.createProducerTemplate()) {
            template.send(StepCatalog.RESUME, ExchangePattern.InOnly, exchange -> {});
        }
        context.getRouteController().startRoute(POLL);
    }

    /** The digest of each route file, by name. */
    Map<String, Sha256> digests() {
        return routes.digests();
    }

    /** For tests: what runs now. */
    DefaultCamelContext context() {
        return context;
    }

    /** Stops within a few seconds; what is cut off is taken up at the next start. */
    @Override
    public void close() {
        context.stop();
    }
}
