package dev.sgate.cli.site;

import dev.sgate.appliance.Handover;
import dev.sgate.appliance.Settings;
import dev.sgate.appliance.local.Asking;
import dev.sgate.appliance.local.Question;
import dev.sgate.cli.terminal.Consent;
import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.cli.verify.FileCheck;
import dev.sgate.cli.verify.FileReport;
import dev.sgate.journal.JournalOpener;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Refusal;
import dev.sgate.station.Sentences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sgate open}: a file of the vendor without a stick: verified, explained, and offered to the appliance here (S34, S35). */
@Command(
        name = "open",
        description = "Check a file of the vendor, explain it, and hand it to the appliance on this machine.",
        footer = {
            "",
            "What a double click on a .sglic does on a Linux desktop. The file is checked against the keys that this appliance"
                    + " believes. If it holds, you are asked whether the appliance is to have it; it then does what it would do with a"
                    + " stick, and its receipt is shown. That needs root or the appliance's own user; anybody may look.",
            "The exit status is 4 if a file is refused, here or by the appliance."
        })
public final class Open implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final Pattern TAKEN = Pattern.compile(".*\\.(sglic|sgupd|sgtrust)");
    private static final Pattern REFUSED = Pattern.compile("\"result\":\"(refused|rolled-back)\"");

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files ending in .sglic, .sgupd or .sgtrust.")
    private List<Path> files;

    @Option(names = "--yes", description = "Hand it over without asking.")
    private boolean yes;

    @Option(names = "--stay", description = "Wait for Enter at the end: for a window that would close.")
    private boolean stay;

    @Mixin
    private ApplianceOptions appliance;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new ParameterException(spec.commandLine(), "no such file: " + file);
            }
        }
        Console console = Console.of(spec);
        Settings settings = appliance.settings(Map.of());
        ExitCode worst = ExitCode.DONE;
        for (Path file : files) {
            worst = worst.worst(open(console, settings, file));
        }
        if (stay) {
            Consent.given("Press Enter to close.");
        }
        return worst.status();
    }

    private ExitCode open(Console console, Settings settings, Path file) throws IOException, InterruptedException {
        Keyring keyring = appliance.vendorKeys().current();
        if (keyring.document().isEmpty()) {
            console.note("nothing is trusted: " + keyring.whyNothing());
        }
        FileReport report = new FileCheck(
                        keyring, Instant.now().truncatedTo(ChronoUnit.SECONDS), JournalOpener.none(), console)
                .check(file);
        report.answer(console, file, false);
        Optional<Refusal> refusal = report.refusal();
        if (refusal.isPresent()) {
            Sentences sentences = Sentences.in(settings.language());
            console.answer("  " + sentences.what(refusal.get().code()));
            console.answer("  " + sentences.whatToDo(refusal.get().code()));
            return ExitCode.REFUSED;
        }
        return TAKEN.matcher(file.toString()).matches() ? offer(console, settings, file) : ExitCode.DONE;
    }

    private ExitCode offer(Console console, Settings settings, Path file) throws IOException, InterruptedException {
        Handover handover = new Handover(settings);
        if (!handover.isOpen()) {
            console.note("to hand it to the appliance on this machine: sudo sgate open " + file
                    + "; or copy it to the top of a stick and plug that in");
            return ExitCode.DONE;
        }
        if (new Asking(settings.socket())
                .ask(Question.check(Optional.empty(), true))
                .isEmpty()) {
            console.note(
                    "no appliance answers on this machine: start it (systemctl start sgate) and open the file again");
            return ExitCode.INTERNAL;
        }
        if (!yes && !Consent.given("Hand it to the appliance on this machine?")) {
            console.note("nothing was changed");
            return ExitCode.DONE;
        }
        return give(console, handover, file);
    }

    private static ExitCode give(Console console, Handover handover, Path file)
            throws IOException, InterruptedException {
        Optional<Handover.Receipt> receipt = handover.give(file, PATIENCE);
        receipt.ifPresentOrElse(
                said -> said.text().lines().forEach(console::answer),
                () -> console.note("the appliance gave no receipt; `sgate status` says what it is doing"));
        boolean refused =
                receipt.filter(said -> REFUSED.matcher(said.json()).find()).isPresent();
        return receipt.isEmpty() ? ExitCode.INTERNAL : refused ? ExitCode.REFUSED : ExitCode.DONE;
    }
}
