package dev.sgate.appliance;

import dev.sgate.seal.Evidence;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.RefusalCode;
import dev.sgate.station.OpenedFile;
import dev.sgate.station.Outcome;
import dev.sgate.station.Step;
import dev.sgate.station.Visit;
import dev.sgate.station.Volume;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how far a failure reaches: one file, the visit, or nothing that could still be helped. A failure while another one is
 * put on record reaches no further, or two broken steps would call each other for ever.
 */
final class FailureJudging {
    private static final String FAILING = "sgate.failing";

    private final VolumeRoutes volumes;

    FailureJudging(VolumeRoutes volumes) {
        this.volumes = volumes;
    }

    /** {@link Step.NotOpened} for a candidate that was not opened yet, or a {@link Failure}. */
    Object judge(Object body, Exchange exchange) {
        Exception cause = causeOf(exchange);
        Optional<Visit> visit = visitOf(body, exchange);
        boolean again = exchange.getProperty(FAILING) != null;
        exchange.setProperty(FAILING, true);
        if (again || visit.isEmpty() || isEnding(cause)) {
            return new Failure.NothingMore(visit, cause);
        }
        if (body instanceof Gathered.Candidate(Visit of, Path name)) {
            return new Step.NotOpened(of, name, Optional.empty(), new Outcome.Refused("file", refusal(of, cause)));
        }
        return fileOf(body)
                .<Failure>map(file -> new Failure.FileFailed(visit.get(), file, cause))
                .orElseGet(() -> new Failure.VisitFailed(visit.get(), cause));
    }

    /** The appliance is being stopped: that is evidence against nobody, and the next start takes up what was under way. */
    private static boolean isEnding(@Nullable Throwable cause) {
        return cause != null && (cause instanceof InterruptedException || isEnding(cause.getCause()));
    }

    /**
     * What is put on record: trouble with the stick by its own code, everything else is {@code internal}. The steps turn what a
     * stick does into outcomes themselves, so an {@link IOException} that gets here is our own disk's, unless the stick is gone. Camel
     * hands some on as the cause of something else.
     */
    static Refusal refusal(Visit visit, Exception cause) {
        if (cause instanceof Volume.Stalled stalled) {
            return stalled.refusal();
        }
        String reason = Evidence.printable(cause.toString());
        boolean polling = cause instanceof GenericFileOperationFailedException;
        if ((polling || isAboutFiles(cause)) && !visit.volume().isThere()) {
            return Refusal.of(RefusalCode.VOLUME_GONE, "reason", reason);
        }
        return Refusal.of(polling ? RefusalCode.READ_ERROR : RefusalCode.INTERNAL, "reason", reason);
    }

    private static boolean isAboutFiles(@Nullable Throwable cause) {
        return cause != null && (cause instanceof IOException || isAboutFiles(cause.getCause()));
    }

    private static Exception causeOf(Exchange exchange) {
        Throwable thrown = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        return thrown instanceof Exception exception
                ? exception
                : new IllegalStateException(String.valueOf(thrown), thrown);
    }

    /** A poll of a volume's own route has no body of ours; its route has the visit. */
    private Optional<Visit> visitOf(Object body, Exchange exchange) {
        return Bodies.findVisit(body).or(() -> volumes.find(String.valueOf(exchange.getFromRouteId())));
    }

    private static Optional<OpenedFile> fileOf(Object body) {
        return switch (body) {
            case Step.Opened step -> Optional.of(step.file());
            case Step.TrustOpened step -> Optional.of(step.file());
            case Step.LicenseReady step -> Optional.of(step.file());
            case Step.UpdateReady step -> Optional.of(step.file());
            case Step.Prepared step -> Optional.of(step.file());
            case Step.Switched step -> Optional.of(step.file());
            case Step.Healthy step -> Optional.of(step.file());
            case Step.Unhealthy step -> Optional.of(step.file());
            case Step.Settled step -> Optional.of(step.file());
            case Step.CutOff step -> Optional.of(step.file());
            default -> Optional.empty();
        };
    }
}
