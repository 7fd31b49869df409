package dev.sgate.cli.site;

import dev.sgate.appliance.local.Question;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

    @Mixin
    private AskedDaemon daemon;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return daemon.pass(spec, json -> Question.releases(app, json));
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

        @Mixin
        private PreviewedDeed deed;

        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() {
            return deed.run(
                    spec,
                    json -> Question.previewForgiveness(digest, json),
                    "Forgive this release?",
                    json -> Question.forgive(digest, json));
        }
    }
}
