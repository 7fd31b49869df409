package dev.sgate.appliance;

import dev.sgate.station.Visit;
import dev.sgate.station.VolumeChange;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** The steps that are about routes themselves: making one for a visit, reading from it, taking it away, and what to do if one fails. */
final class RouteSteps {
    private final VolumeRoutes routes;
    private final FailureJudging judging;

    private RouteSteps(VolumeRoutes routes) {
        this.routes = routes;
        this.judging = new FailureJudging(routes);
    }

    static Map<String, StepProcessor.Call> of(VolumeRoutes routes) {
        RouteSteps steps = new RouteSteps(routes);
        return Map.of(
                "volumeOpening", steps::open,
                "volumeForgotten", steps::forget,
                "volumeOverdue", steps::overdue,
                "candidateGathering", steps::gather,
                "volumeClosing", steps::closeAfter,
                "failureJudging", steps::judge,
                "failureTelling", RouteSteps::tell);
    }

    private Object open(Object body, Exchange exchange) throws Exception {
        routes.open(Bodies.visitOf(body));
        return body;
    }

    private Object forget(Object body, Exchange exchange) {
        return body instanceof VolumeChange.VolumeLeft(var mount) ? routes.forget(mount) : List.of();
    }

    private Object overdue(Object body, Exchange exchange) {
        return routes.overdue();
    }

    private Object gather(Object body, Exchange exchange) {
        Visit visit = routes.find(String.valueOf(exchange.getFromRouteId())).orElseThrow();
        Optional<Path> name =
                Optional.ofNullable(exchange.getMessage().getBody(File.class)).map(file -> Path.of(file.getName()));
        boolean last = name.isEmpty() || Boolean.TRUE.equals(exchange.getProperty(Exchange.BATCH_COMPLETE));
        return routes.gather(visit, name, last);
    }

    /** A route cannot be taken away while something is on its way in it: this waits for the end of that. */
    private Object closeAfter(Object body, Exchange exchange) {
        Bodies.findVisit(body)
                .ifPresent(visit -> exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                    @Override
                    public void onDone(Exchange done) {
                        routes.close(visit);
                    }

                    @Override
                    public boolean allowHandover() {
                        // a seda endpoint would take it along with its copy, and lose it when its queue is full
                        return false;
                    }
                }));
        return body;
    }

    private Object judge(Object body, Exchange exchange) {
        Object failure = judging.judge(body, exchange);
        if (failure instanceof Failure.FileFailed || failure instanceof Failure.VisitFailed) {
            tell(failure, exchange);
        }
        return failure;
    }

    private static Object tell(Object body, Exchange exchange) {
        if (body instanceof Failure failure) {
            VisitLog.tell(failure);
        }
        return body;
    }
}
