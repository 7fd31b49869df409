package dev.sgate.campaign.twin;

import dev.sgate.license.Fingerprint;
import dev.sgate.store.Sql;
import dev.sgate.vendor.ledger.ApplianceState;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.reconcile.ImportedFile;
import dev.sgate.vendor.reconcile.Reconciled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/** Holds the vendor's report beside the truth that the driver wrote down. */
final class Judge {
    private final Scenario scenario;
    private final Reconciled report;
    private final DeskLedger ledger;
    private final TwinBug bug;
    private final List<String> violations = new ArrayList<>();

    Judge(Scenario scenario, Reconciled report, DeskLedger ledger, TwinBug bug) {
        this.scenario = scenario;
        this.report = report;
        this.ledger = ledger;
        this.bug = bug;
    }

    /** Where the report is not the truth, a sentence each. */
    List<String> judge() {
        devices();
        overActivation();
        for (UUID appliance : appliances()) {
            state(appliance);
        }
        return violations;
    }

    private Set<UUID> appliances() {
        Set<UUID> ids = new TreeSet<>();
        scenario.boxes.stream()
                .filter(box -> box.seenUntil.isPresent())
                .forEach(box -> ids.add(box.site.applianceId()));
        return ids;
    }

    private void devices() {
        for (UUID appliance : appliances()) {
            Set<String> truth = new TreeSet<>();
            scenario.boxes.stream()
                    .filter(box -> box.site.applianceId().equals(appliance))
                    .forEach(box -> truth.addAll(box.machines(box.seen())));
            List<String> held = ledger.read(connection -> Sql.list(
                    connection,
                    "SELECT DISTINCT fingerprint FROM event WHERE appliance_id = ? AND type = 'activation'",
                    row -> row.text("fingerprint"),
                    appliance));
            Set<String> reported = new TreeSet<>(held);
            ownMachines().forEach(reported::remove);
            compare("devices of " + appliance, truth, reported);
        }
    }

    private List<String> ownMachines() {
        String name = "site-" + scenario.seed;
        return Stream.of(name, name + " second")
                .map(machine -> Fingerprint.ofMachineId(machine).toString())
                .toList();
    }

    private void overActivation() {
        boolean reported = report.overActivated().stream()
                .anyMatch(over -> over.licenseId().equals(scenario.licenseId()));
        compare(
                "over-activation",
                isOver(scenario.boxes.stream()
                        .flatMap(box -> box.seen().stream())
                        .toList()),
                reported);
    }

    /** Whether at some moment more machines were told that they may run than there are seats. */
    static boolean isOver(List<Box.Told> told) {
        return told.stream().map(Box.Told::from).distinct().anyMatch(at -> running(told, at) > Scenario.SEATS);
    }

    private static long running(List<Box.Told> told, Instant at) {
        return told.stream()
                .filter(one -> !one.from().isAfter(at) && one.until().isAfter(at))
                .map(Box.Told::machine)
                .distinct()
                .count();
    }

    private void state(UUID appliance) {
        Optional<ApplianceState> found = Optional.ofNullable(report.appliances().get(appliance));
        compare(appliance + " is known", true, found.isPresent());
        if (found.isEmpty()) {
            return;
        }
        ApplianceState state = found.get();
        boolean forkReported = !state.forks().isEmpty() && bug != TwinBug.BLIND_TO_FORKS;
        List<Box> same = scenario.boxes.stream()
                .filter(box -> box.site.applianceId().equals(appliance) && box.seenUntil.isPresent())
                .toList();
        compare(appliance + " is forked", isForked(same), forkReported);
        compare(appliance + " has gaps", false, !state.gaps().isEmpty());
        compare(
                appliance + " was reinstalled",
                scenario.kind == Scenario.Kind.REINSTALLED && appliances().size() == 2,
                !state.sameMachine().isEmpty());
        compare(
                appliance + " wrote from the future",
                same.stream().anyMatch(box -> box.sentFromTheFuture),
                report.imported().stream()
                        .filter(file -> file.terms().applianceId().equals(appliance))
                        .anyMatch(Judge::hasFutureEvents));
    }

    private static boolean hasFutureEvents(ImportedFile.Imported file) {
        return file.counts().rejected() > 0;
    }

    /** Both boxes sent what they wrote after they had parted. */
    private boolean isForked(List<Box> same) {
        return same.size() == 2 && same.getFirst().seenUntil.orElseThrow().isAfter(scenario.parted());
    }

    private void compare(String what, Object truth, Object reported) {
        if (!Objects.equals(truth, reported)) {
            violations.add("seed " + scenario.seed + " (" + scenario.kind + "): " + what + ": truth " + truth
                    + ", report " + reported);
        }
    }
}
