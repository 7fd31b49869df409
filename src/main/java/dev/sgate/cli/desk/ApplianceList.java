package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.seal.Payloads;
import dev.sgate.vendor.ledger.ApplianceTable.Appliance;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.reconcile.KnownAppliances;
import dev.sgate.vendor.reconcile.KnownAppliances.Known;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sgate appliance list}. */
@Command(name = "list", description = "List the appliances that sent a journal.")
final class ApplianceList implements Callable<Integer> {
    @Mixin
    private final LedgerOption ledger = new LedgerOption();

    @Option(names = "--parked", description = "Only those of which nothing counts.")
    private boolean parked;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Known> listed;
        try (DeskLedger desk = ledger.open()) {
            listed = new KnownAppliances(desk)
                    .list().stream()
                            .filter(one ->
                                    !parked || one.appliance().enrolledAt().isEmpty())
                            .toList();
        }
        Console console = Console.of(spec);
        if (json) {
            console.answer(Map.of(
                    "appliances", listed.stream().map(ApplianceList::toJson).toList()));
        } else {
            listed.forEach(one -> console.answer(line(one)));
        }
        return ExitCode.DONE.status();
    }

    private static String line(Known one) {
        Appliance appliance = one.appliance();
        return appliance.id() + "  " + standing(appliance) + "  events " + one.wholeTo() + " of " + appliance.tipSeq()
                + "  machine " + appliance.fingerprint().first8()
                + appliance.acceptedBy().map(who -> "  accepted by " + who).orElse("");
    }

    private static String standing(Appliance appliance) {
        return appliance.enrolledAt().isEmpty() ? "parked " : "counted";
    }

    private static Map<String, Object> toJson(Known one) {
        Appliance appliance = one.appliance();
        return Payloads.members(
                "applianceId", appliance.id(),
                "keyId", appliance.keyId(),
                "fingerprint", appliance.fingerprint(),
                "parked", appliance.enrolledAt().isEmpty(),
                "enrolledAt", appliance.enrolledAt(),
                "acceptedBy", appliance.acceptedBy(),
                "wholeTo", one.wholeTo(),
                "tip", appliance.tipSeq());
    }
}
