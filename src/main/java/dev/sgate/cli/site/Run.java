package dev.sgate.cli.site;

import dev.sgate.appliance.ApplianceLog;
import dev.sgate.appliance.BadSetting;
import dev.sgate.appliance.CamelLoading;
import dev.sgate.appliance.Daemon;
import dev.sgate.appliance.RoutesRefused;
import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sgate run}: the appliance itself, until it is told to stop. */
@Command(
        name = "run",
        description = "Run the appliance: wait for sticks, license, install, and answer with a journal.",
        footer = {
            "",
            "It runs in the foreground and writes one line an event to standard error. SIGTERM ends it; the application that it"
                    + " installed lives on. Every option has a setting of the same name."
        })
public final class Run implements Callable<Integer> {
    private final long begunNanos = System.nanoTime();
    private final Supplier<CamelLoading> camel;

    @Option(
            names = "--media",
            paramLabel = "DIR",
            description = "Where sticks are mounted: each mount directly below is one (default: the setting `media`,"
                    + " /run/sgate/media).")
    private Optional<String> media = Optional.empty();

    @Option(
            names = "--routes",
            paramLabel = "DIR",
            description = "The product's route files (default: those that came with it).")
    private Optional<String> routes = Optional.empty();

    @Option(
            names = "--allow-folders",
            description =
                    "Take plain folders for sticks, and mounts without nosuid, nodev and noexec: to try things out only.")
    private boolean allowFolders;

    @Mixin
    private ApplianceOptions appliance;

    @Spec
    private CommandSpec spec;

    private Run(Supplier<CamelLoading> camel) {
        this.camel = camel;
    }

    /** For the overview: nothing is loaded unless it is called. */
    public static Run described() {
        return new Run(CamelLoading::begin);
    }

    /** For a start: Camel loads from now on, while the words are still being understood. */
    public static Run begun() {
        CamelLoading begun = CamelLoading.begin();
        return new Run(() -> begun);
    }

    @Override
    public Integer call() throws Exception {
        Map<String, String> more = new LinkedHashMap<>();
        media.ifPresent(value -> more.put("media", value));
        routes.ifPresent(value -> more.put("routes", value));
        if (allowFolders) {
            more.put("allow-folders", "true");
        }
        ApplianceLog.installForProcess();
        try {
            Daemon.run(camel.get(), () -> appliance.read(more), version(), begunNanos);
            return ExitCode.DONE.status();
        } catch (BadSetting bad) {
            throw appliance.mistake(bad);
        } catch (RoutesRefused refused) {
            Console console = Console.of(spec);
            console.note("the route files hold mistakes; nothing was started");
            refused.faults().forEach(fault -> console.note(fault.toString()));
            return ExitCode.INTERNAL.status();
        }
    }

    private static String version() {
        String packaged = Run.class.getPackage().getImplementationVersion();
        return packaged == null ? "not packaged" : packaged;
    }
}
