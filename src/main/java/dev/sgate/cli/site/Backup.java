package dev.sgate.cli.site;

import dev.sgate.appliance.BadSetting;
import dev.sgate.appliance.StateBackup;
import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate backup}: the appliance's state in one file. */
@Command(
        name = "backup",
        description = "Copy the appliance's state into one new file, while it may go on running.",
        footer = {
            "",
            "The file holds the database, the appliance's keys, its latest known time, and what it keeps beside the database:"
                    + " whoever has it can pose as this appliance. It is readable by its owner alone; keep it as safe as the"
                    + " machine. Programs and the names of devices are not in it. Needs root or the appliance's own user."
        })
public final class Backup implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The new file.")
    private Path file = Path.of("");

    @Mixin
    private ApplianceOptions appliance;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try {
            new StateBackup(appliance.settings(Map.of())).write(file);
            Console.of(spec).answer("wrote " + file);
            return ExitCode.DONE.status();
        } catch (FileAlreadyExistsException there) {
            throw new ParameterException(spec.commandLine(), "there is a file " + file + " already", there);
        } catch (BadSetting bad) {
            throw appliance.mistake(bad);
        }
    }
}
