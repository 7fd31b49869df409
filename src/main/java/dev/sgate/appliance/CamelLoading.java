package dev.sgate.appliance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * What of Camel needs neither settings nor the machine, made on a thread of its own from the first moment on: a start is mostly
 * loading classes, and the command line's own take a fifth of it.
 */
public final class CamelLoading {
    /** What route files call the writer of JSON. */
    static final String JSON = "json";

    private final FutureTask<DefaultCamelContext> loading = new FutureTask<>(CamelLoading::load);

    private CamelLoading() {}

    /** Begins at once; nobody waits for it until the pipeline needs it. */
    public static CamelLoading begin() {
        CamelLoading begun = new CamelLoading();
        Thread.ofPlatform().name("camel-loading").daemon().start(begun.loading);
        return begun;
    }

    private static DefaultCamelContext load() {
        DefaultCamelContext context = new DefaultCamelContext();
        context.disableJMX();
        context.getCamelContextExtension().setName("sgate");
        context.setStreamCaching(false);
        context.setLoadHealthChecks(false);
        context.getRegistry().bind(JSON, new ObjectMapper());
        return context;
    }

    /** The context, not built yet. */
    DefaultCamelContext context() throws IOException {
        try {
            return loading.get();
        } catch (ExecutionException broken) {
            throw new IOException("Camel did not load", broken.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the start was interrupted", e);
        }
    }
}
