package dev.sgate.appliance;

import dev.sgate.station.Step;
import dev.sgate.station.VolumeChange;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What route files may name.
 *
 * @param steps the names for {@code <process ref="..."/>}, each with all it may hand on; an empty set for a step that is not
 *     branched on
 * @param outcomes the language the branches are written in
 * @param entries endpoints that the program itself sends to
 * @param routes the ids without which the appliance does not work
 */
record StepCatalog(
        Map<String, Set<Class<?>>> steps, OutcomeLanguage outcomes, Set<String> entries, Set<String> routes) {
    /** Where the program itself starts the taking up of unfinished work. */
    static final String RESUME = "direct:resume";

    StepCatalog {
        steps = Map.copyOf(steps);
        entries = Set.copyOf(entries);
        routes = Set.copyOf(routes);
    }

    /** The product's own. */
    static StepCatalog ofProduct() {
        return new StepCatalog(productSteps(), language(), Set.of(RESUME), productRoutes());
    }

    private static OutcomeLanguage language() {
        return new OutcomeLanguage(List.of(VolumeChange.class, Step.class, Gathered.class, Failure.class));
    }

    private static Map<String, Set<Class<?>>> productSteps() {
        return Map.ofEntries(
                Map.entry("mountWatch", Set.of(VolumeChange.VolumeArrived.class, VolumeChange.VolumeLeft.class)),
                Map.entry("visitStart", Set.of(Step.Welcomed.class, Step.TurnedAway.class, Step.Unreadable.class)),
                Map.entry(
                        "volumeScan",
                        Set.of(Step.CandidatesFound.class, Step.NothingToOpen.class, Step.TurnedAway.class)),
                Map.entry("volumeOpening", Set.of()),
                Map.entry("volumeForgotten", Set.of()),
                Map.entry("volumeOverdue", Set.of()),
                Map.entry("candidateGathering", Set.of(Gathered.AwaitingMore.class, Gathered.CandidatesGathered.class)),
                Map.entry("trustFirst", Set.of()),
                Map.entry("fileOpening", Set.of(Step.Opened.class, Step.TrustOpened.class, Step.NotOpened.class)),
                Map.entry("trustTaking", Set.of()),
                Map.entry("visitOrder", Set.of()),
                Map.entry("fileStaging", Set.of(Step.LicenseReady.class, Step.UpdateReady.class, Step.Settled.class)),
                Map.entry("licenseImport", Set.of(Step.UpdateReady.class, Step.Settled.class)),
                Map.entry("releaseTiming", Set.of(Step.UpdateReady.class, Step.Settled.class)),
                Map.entry("waitingTakingUp", Set.of()),
                Map.entry("waitingGoingOn", Set.of(Step.UpdateReady.class, Step.Settled.class)),
                Map.entry("installTurnTaking", Set.of()),
                Map.entry("installTurnEnding", Set.of()),
                Map.entry("releasePreparing", Set.of(Step.Prepared.class, Step.Settled.class)),
                Map.entry("releaseSwitching", Set.of(Step.Switched.class, Step.Unhealthy.class)),
                Map.entry("releaseProbation", Set.of(Step.Healthy.class, Step.Unhealthy.class)),
                Map.entry("releaseCommit", Set.of()),
                Map.entry("releaseRollback", Set.of()),
                Map.entry("fileSettling", Set.of()),
                Map.entry(
                        "journalExport",
                        Set.of(Step.Exported.class, Step.NotExported.class, Step.NothingToReturn.class)),
                Map.entry("receiptWriting", Set.of()),
                Map.entry("volumeRelease", Set.of()),
                Map.entry("volumeClosing", Set.of()),
                Map.entry("statusWriting", Set.of()),
                Map.entry("markRaising", Set.of()),
                Map.entry("clockComparing", Set.of()),
                Map.entry("outputBounding", Set.of()),
                Map.entry("leaseFileKeeping", Set.of()),
                Map.entry("licenseWatching", Set.of()),
                Map.entry("metricsWriting", Set.of()),
                Map.entry("resumeUndoing", Set.of()),
                Map.entry("resumeTakingUp", Set.of()),
                Map.entry("resumeGoingOn", Set.of(Step.Switched.class, Step.Unhealthy.class, Step.Settled.class)),
                Map.entry("applicationStart", Set.of()),
                Map.entry("applicationWatching", Set.of()),
                Map.entry(
                        "failureJudging",
                        Set.of(
                                Step.NotOpened.class,
                                Failure.FileFailed.class,
                                Failure.VisitFailed.class,
                                Failure.NothingMore.class)),
                Map.entry("failureTelling", Set.of()),
                Map.entry("fileGivingUp", Set.of()),
                Map.entry("visitGivingUp", Set.of()));
    }

    private static Set<String> productRoutes() {
        return Set.of(
                "volume-poll",
                "volume-arrived",
                "volume-left",
                "volume-overdue",
                "volume-scan",
                "volume",
                "visit-open",
                "file-open",
                "trust-take",
                "visit-apply",
                "file-settled",
                "file-stage",
                "license-apply",
                "release-install",
                "release-turn",
                "waiting-watch",
                "waiting-go-on",
                "release-prepare",
                "release-switch",
                "release-probe",
                "release-commit",
                "release-rollback",
                "journal-export",
                "receipt-write",
                "volume-release",
                "status-publish",
                "resume",
                "resume-unfinished",
                "resume-applications",
                "release-resumed",
                "release-go-on",
                "file-failed",
                "visit-failed",
                "visit-give-up",
                "clock-mark",
                "output-bound",
                "application-watch",
                "license-watch",
                "metrics-publish",
                "refusals");
    }
}
