package dev.sgate.appliance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * What of Camel needs neither settings nor the machine, made on a thread of its own from the first moment on: a start is mostly
 * loading classes, and the command line's own take a fifth of it. The route files that came with the product are read here, too; a
 * start that names others reads those instead.
 */
public final class CamelLoading {
    /** What route files call the writer of JSON. */
    static final String JSON = "json";

    private static final Path ROUTES = Settings.defaultRoutes();

    private final FutureTask<RouteFolder> routes = new FutureTask<>(() -> new RouteFolder(ROUTES));
    private final FutureTask<DefaultCamelContext> context = new FutureTask<>(CamelLoading::makeContext);

    private CamelLoading() {}

    /** Begins at once; nobody waits for it until the pipeline needs it. */
    public static CamelLoading begin() {
        CamelLoading begun = new CamelLoading();
        Thread.ofPlatform().name("camel-loading").daemon().start(() -> {
            begun.routes.run();
            begun.context.run();
        });
        return begun;
    }

    private static DefaultCamelContext makeContext() {
        DefaultCamelContext context = new DefaultCamelContext();
        context.disableJMX();
        context.getCamelContextExtension().setName("sgate");
        context.setStreamCaching(false);
        context.setLoadHealthChecks(false);
        context.getRegistry().bind(JSON, new ObjectMapper());
        return context;
    }

    /** The route files in this folder; as they were when the start began where it is the product's own. */
    RouteFolder routes(Path folder) throws IOException {
        return folder.equals(ROUTES) ? done(routes) : new RouteFolder(folder);
    }

    /** The context, not built yet. */
    DefaultCamelContext context() throws IOException {
        return done(context);
    }

    private static <T> T done(FutureTask<T> loading) throws IOException {
        try {
            return loading.get();
        } catch (ExecutionException broken) {
            throw broken.getCause() instanceof IOException unreadable
                    ? unreadable
                    : new IOException("Camel did not load", broken.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the start was interrupted", e);
        }
    }
}
