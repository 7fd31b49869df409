package dev.sgate.cli.site;

import dev.sgate.appliance.BadSetting;
import dev.sgate.appliance.Settings;
import dev.sgate.appliance.StateBackup;
import dev.sgate.appliance.StateBackup.Restored;
import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate restore}: a backup in place of the state. */
@Command(
        name = "restore",
        description = "Put a backup of the appliance's state in place.",
        footer = {
            "",
            "The appliance must be stopped. Says what will happen, and asks. The database that is there is kept beside the new one."
                    + " Version floors and the latest known time never fall. Needs root or the appliance's own user."
        })
public final class Restore implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "What `sgate backup` wrote; it stays as it is.")
    private Path file = Path.of("");

    @Mixin
    private AskFirst first;

    @Mixin
    private ApplianceOptions appliance;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Console console = Console.of(spec);
        Settings settings = appliance.settings(Map.of());
        if (!first.agreed(console, whatWillHappen(settings), "Put this backup in place?")) {
            return ExitCode.USAGE.status();
        }
        try {
            tell(console, new StateBackup(settings).restore(file));
            return ExitCode.DONE.status();
        } catch (BadSetting bad) {
            throw appliance.mistake(bad);
        }
    }

    private List<String> whatWillHappen(Settings settings) {
        return List.of(
                "The database in " + settings.state() + " will be the one in " + file
                        + "; the one that is there is kept beside it.",
                "Seats and events since then are gone, and the vendor will see it. Until the vendor resets the device"
                        + " counter this machine gives no new seat; what has one goes on.",
                "A damaged database needs no restore: the next start makes a new one by itself.");
    }

    private static void tell(Console console, Restored restored) {
        console.answer("restored appliance " + restored.applianceId());
        restored.replaced().ifPresent(old -> console.note("the database that was there is " + old));
        if (restored.heldBack()) {
            console.note(
                    "nothing here says what was given out since the backup: there is no new seat until the vendor resets the"
                            + " device counter; call the vendor");
            console.note("insert the newest stick, it brings the programs that are not here");
        }
        console.note("start the appliance; what it knows better than the backup, it brings up");
    }
}
