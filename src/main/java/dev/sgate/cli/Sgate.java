package dev.sgate.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command itself: what holds for every verb, and the words that explain it to a newcomer. */
@Command(
        name = "sgate",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        versionProvider = Sgate.Version.class,
        synopsisSubcommandLabel = "VERB",
        usageHelpAutoWidth = true,
        sortOptions = false,
        optionListHeading = "%nOptions:%n",
        parameterListHeading = "%nParameters:%n",
        descriptionHeading = "%n",
        commandListHeading = "")
final class Sgate implements Runnable {
    private static final List<String> AT_THE_DESK = List.of(
            "",
            "Example, at the desk (keys, the trust document, a license on a stick):",
            "  ${ROOT-COMMAND-NAME} keygen --role root,license,update --out keys",
            "  ${ROOT-COMMAND-NAME} trust init --root keys/root-*.pub --license keys/license-*.pub",
            "        --update keys/update-*.pub --sign keys/root-*.pem --out v.sgtrust",
            "  ${ROOT-COMMAND-NAME} export license --key keys/license-*.pem --ledger desk.db",
            "        --customer 'Example Ltd' --product press --pool 5 --out STICK",
            "  ${ROOT-COMMAND-NAME} verify STICK/license-*.sglic --trust v.sgtrust");
    private static final List<String> ON_THE_APPLIANCE = List.of(
            "",
            "Example, on the appliance:",
            "  ${ROOT-COMMAND-NAME} run --media /media --state /var/lib/sgate --trust v.sgtrust");

    /** Whether the person asked for the stack trace of a failure. */
    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "After a failure, show where in the program it happened.")
    private boolean stackTrace;

    @Spec
    private CommandSpec spec;

    boolean wantsStackTrace() {
        return stackTrace;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which verb? `" + spec.name() + " --help` lists them.");
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String built = Sgate.class.getPackage().getImplementationVersion();
            return new String[] {"sgate " + (built == null ? "(not packaged)" : built)};
        }
    }

    /** The overview that stands in {@code sgate --help} instead of one long list of verbs. */
    static void explain(CommandLine root) {
        root.getCommandSpec()
                .usageMessage()
                .description(
                        "Licenses and updates for sites without a network, carried on a stick.",
                        "",
                        "The vendor signs a license (.sglic) or an update (.sgupd) and puts it on a stick. On site the"
                                + " appliance checks it, licenses the machines, installs the application, and writes a"
                                + " journal (.sgsync) back onto the stick. The vendor imports the journal.")
                .footer(examples().toArray(String[]::new));
        root.getHelpSectionMap().put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST, VerbList::render);
    }

    private static List<String> examples() {
        List<String> lines = new ArrayList<>();
        if (Verb.Group.DESK.isHere()) {
            lines.addAll(AT_THE_DESK);
        }
        if (Verb.Group.APPLIANCE.isHere()) {
            lines.addAll(ON_THE_APPLIANCE);
        }
        lines.add("");
        lines.add(
                "`${ROOT-COMMAND-NAME} VERB --help` explains a verb. Exit status: 0 done or accepted, 1 internal, 2 usage,"
                        + " 3 licensed but degraded, 4 refused.");
        return lines;
    }
}
