package dev.sgate.appliance.http;

import dev.sgate.appliance.metrics.Metrics;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@code GET /metrics} for callers on this machine: what is sold here, and how much of it is in use, is no business of the network.
 * For everybody else there is nothing at that address, and all other addresses are the next face's.
 */
final class MetricsFace implements Face {
    private static final String PATH = "/metrics";
    private static final String METHODS = "GET, HEAD";

    private final Supplier<byte[]> exposition;
    private final Face next;

    /** @param exposition the text as it is now */
    MetricsFace(Supplier<byte[]> exposition, Face next) {
        this.exposition = exposition;
        this.next = next;
    }

    @Override
    public Answer answer(Ask ask) {
        if (!ask.path().equals(PATH) || !ask.from().isLoopbackAddress()) {
            return next.answer(ask);
        }
        return switch (ask.method()) {
            case "GET", "HEAD" ->
                new Answer(
                        Answer.OK,
                        Map.of("Content-Type", Metrics.CONTENT_TYPE, "Cache-Control", "no-store"),
                        exposition.get());
            default ->
                Answer.error(Answer.METHOD_NOT_ALLOWED, "This address takes " + METHODS + " alone.")
                        .with("Allow", METHODS);
        };
    }
}
