package dev.sgate.cli.site;

import dev.sgate.appliance.local.Question;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate install}: a person's yes to an update that waits (S47). */
@Command(
        name = "install",
        description = "Install an update that waits for a person or for a restart.",
        footer = {
            "",
            "Shows what waits, and asks. The install begins within a second; `sgate status` says what came of it. Needs the running"
                    + " appliance, and root or the appliance's own user."
        })
public final class Install implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "APP",
            description = "Of which application (default: the only one that waits).")
    private Optional<String> app = Optional.empty();

    @Mixin
    private PreviewedDeed deed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return deed.run(
                spec,
                json -> Question.previewInstall(app, json),
                "Install this update?",
                json -> Question.install(app, json));
    }
}
