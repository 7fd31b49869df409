package dev.sgate.cli.desk;

import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.vendor.ledger.AppTable;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.mint.Apps;
import dev.sgate.vendor.mint.UpdateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate app}: the applications that licenses are for, and their updates. */
@Command(
        name = "app",
        description = "The applications that licenses are for, and the updates of each.",
        synopsisSubcommandLabel = "add|list",
        commandListHeading = "%nVerbs:%n",
        footer = {
            "",
            "An update is made where programs are built (export update); the desk remembers where its file is. `export license"
                    + " --with-app` and the wizard put the newest into a bundle."
        })
public final class AppVerbs implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "app add, or app list?");
    }

    @Command(name = "add", description = "Make an application, or remember an update of it.")
    int add(
            @Mixin LedgerOption ledger,
            @Parameters(paramLabel = "PRODUCT", description = "Small letters, digits, hyphens and underscores.")
                    String product,
            @Option(names = "--name", paramLabel = "NAME", description = "For people (default: the product).")
                    Optional<String> name,
            @Option(names = "--update", paramLabel = "FILE", description = "An update (.sgupd) of it; needs --trust.")
                    Optional<Path> update,
            @Option(
                            names = "--trust",
                            paramLabel = "FILE",
                            description = "The trust document that the update is checked with.")
                    Optional<Path> trust,
            @Option(names = "--json", description = "Answer in JSON.") boolean json)
            throws IOException {
        Instant now = LedgerOption.now();
        if (update.isPresent()) {
            return GivenUpdate.check(
                    update.get(), trust, spec, json, opened -> remember(ledger, product, opened, json));
        }
        try (DeskLedger desk = ledger.openOrMake()) {
            AppTable.App app = new Apps(desk).add(product, name, now);
            return answer(app, List.of(), json);
        }
    }

    private int remember(LedgerOption ledger, String product, UpdateFile file, boolean json) {
        if (!file.offer().terms().product().equals(product)) {
            throw new ParameterException(
                    spec.commandLine(),
                    file.file() + " is for " + file.offer().terms().product() + ", not for " + product);
        }
        try (DeskLedger desk = ledger.openOrMake()) {
            Apps apps = new Apps(desk);
            apps.add(file.offer().terms(), file.offer().identity(), file.file(), LedgerOption.now());
            apps.list().forEach((app, binaries) -> {
                if (app.product().equals(product)) {
                    answer(app, binaries, json);
                }
            });
        }
        return ExitCode.DONE.status();
    }

    @Command(name = "list", description = "All applications with their updates, the newest first.")
    int list(
            @Mixin LedgerOption ledger,
            @Option(names = "--json", description = "Answer in JSON, one line for each.") boolean json) {
        try (DeskLedger desk = ledger.open()) {
            new Apps(desk).list().forEach((app, binaries) -> answer(app, binaries, json));
        }
        return ExitCode.DONE.status();
    }

    private int answer(AppTable.App app, List<AppTable.Binary> binaries, boolean json) {
        new Facts(
                        "application " + app.product(),
                        "product",
                        app.product(),
                        "name",
                        app.name(),
                        "updates",
                        binaries.stream().map(binary -> update(binary, json)).toList())
                .answer(Console.of(spec), json);
        return ExitCode.DONE.status();
    }

    private static Object update(AppTable.Binary binary, boolean json) {
        return json
                ? Map.of(
                        "identity", binary.identity(),
                        "version", binary.version().written(),
                        "platform", binary.platform(),
                        "bytes", binary.bytes(),
                        "file", binary.path())
                : binary.version() + " for " + binary.platform() + " (" + binary.path() + ")";
    }
}
