package dev.sgate.cli.site;

import dev.sgate.appliance.local.Question;
import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.TimeWord;
import dev.sgate.station.TrustSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sgate check}: whether an application may run. Each thing that can be asked about is a class of its own. */
@Command(
        name = "check",
        description = "Say whether an application may run.",
        footer = {
            "",
            "Without a file the running appliance is asked about a product: 0 it may run, 3 it may run and somebody should do"
                    + " something soon, 4 it may not, 1 the appliance does not answer. Anybody on this machine may ask.",
            "A lease file is licensed, expired or invalid; a license cache is valid or invalid. The exit status is 0 for licensed and"
                    + " valid, else 4; the answer says why.",
            "The clock of this machine is taken as it is. The appliance itself remembers the latest time it has seen; an"
                    + " application that is given a file should do so too."
        })
public final class Check implements Callable<Integer> {
    @Option(names = "--product", paramLabel = "P", description = "Which product (default: the only one licensed here).")
    private Optional<String> product = Optional.empty();

    @Option(names = "--lease", paramLabel = "FILE", description = "A lease file, as the appliance writes it.")
    private Optional<Path> lease = Optional.empty();

    @Option(names = "--cache", paramLabel = "FILE", description = "A license cache (.license-cache).")
    private Optional<Path> cache = Optional.empty();

    @Option(
            names = "--seed-exit-codes",
            description = "With --cache: 0 for valid and 1 for everything else, as older scripts expect.")
    private boolean seedExitCodes;

    @Option(
            names = "--machine-id",
            paramLabel = "ID",
            description = "With --lease: the id of this machine, e.g. in a container (default: /etc/machine-id).")
    private Optional<String> machineId = Optional.empty();

    @Option(
            names = "--at",
            converter = TimeWord.class,
            paramLabel = "TIME",
            description = "Judge as if it were this time, e.g. 2026-03-01T12:00:00Z (default: now).")
    private Optional<Instant> at = Optional.empty();

    @Option(names = "--json", description = "Answer in JSON, on one line.")
    private boolean json;

    @Mixin
    private ApplianceOptions appliance;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (lease.isPresent() && cache.isPresent()) {
            throw new ParameterException(spec.commandLine(), "one file at a time: --lease FILE or --cache FILE");
        }
        if (product.isPresent() && (lease.isPresent() || cache.isPresent())) {
            throw new ParameterException(
                    spec.commandLine(), "--product asks the appliance; a file is judged by itself");
        }
        if (seedExitCodes && cache.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--seed-exit-codes goes with --cache");
        }
        if (lease.isEmpty() && cache.isEmpty()) {
            return new DaemonQuestion(Console.of(spec), appliance.settings(Map.of()))
                    .pass(Question.check(product, json));
        }
        CheckAnswer answer = answer();
        answer.say(Console.of(spec), json);
        return seedExitCodes ? answer.seedStatus() : answer.exitCode().status();
    }

    private CheckAnswer answer() throws IOException {
        Instant now = at.orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.SECONDS));
        TrustSource vendor = appliance.vendorKeys();
        return lease.map(file -> new CheckLease(vendor, machineId).check(file, now))
                .or(() -> cache.map(file -> new CheckCache(vendor).check(file, now)))
                .orElseThrow();
    }
}
