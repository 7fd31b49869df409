package dev.sgate.cli.site;

import dev.sgate.appliance.local.Question;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate rollback}: back to the previous release. */
@Command(
        name = "rollback",
        description = "Go back to the previous release of an application.",
        footer = {
            "",
            "Says what will happen, and asks. Never below the vendor's minimumVersion. Needs the running appliance, and root or the"
                    + " appliance's own user."
        })
public final class Rollback implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "APP",
            description = "Which application (default: the only one installed here).")
    private Optional<String> app = Optional.empty();

    @Mixin
    private PreviewedDeed deed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return deed.run(
                spec, json -> Question.previewRollback(app, json), "Go back?", json -> Question.rollBack(app, json));
    }
}
