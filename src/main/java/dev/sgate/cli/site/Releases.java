package dev.sgate.cli.site;

import dev.sgate.appliance.local.Question;
import dev.sgate.cli.terminal.Console;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate releases}: which releases there are, and which are in quarantine. */
@Command(
        name = "releases",
        description = "List the releases of this site's applications, or forgive one.",
        subcommands = Releases.Forgive.class,
        footer = {"", "Needs the running appliance, and root or the appliance's own user."})
public final class Releases implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "APP", description = "Of which application (default: all).")
    private Optional<String> app = Optional.empty();

    @Option(names = "--json", description = "Answer in JSON, on one line.")
    private boolean json;

    @Mixin
    private ApplianceOptions appliance;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return new DaemonQuestion(Console.of(spec), appliance.settings(Map.of())).pass(Question.releases(app, json));
    }

    /** {@code sgate releases forgive}. */
    @Command(
            name = "forgive",
            description = "Lift a quarantine: the same bytes may be installed again.",
            footer = {"", "Says what will happen, and asks."})
    static final class Forgive implements Callable<Integer> {
        @Parameters(
                paramLabel = "DIGEST",
                description = "The first 8 or more digits of the digest as `sgate releases` shows it.")
        private String digest = "";

        @Option(names = "--yes", description = "Do it without asking.")
        private boolean yes;

        @Option(names = "--json", description = "Answer in JSON, on one line. Without --yes: only what would happen.")
        private boolean json;

        @Mixin
        private ApplianceOptions appliance;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            Console console = Console.of(spec);
            DaemonQuestion daemon = new DaemonQuestion(console, appliance.settings(Map.of()));
            return new PreviewedDeed(console, daemon, yes, json)
                    .run(
                            Question.previewForgiveness(digest, json),
                            "Forgive this release?",
                            Question.forgive(digest, json));
        }
    }
}
