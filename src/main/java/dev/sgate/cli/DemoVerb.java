package dev.sgate.cli;

import dev.sgate.cli.demo.Demo;
import dev.sgate.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sgate demo}: the main job from end to end. */
@Command(
        name = "demo",
        description = "Run the main job from end to end, on this machine, in under a minute.",
        footer = {
            "",
            "As root with loop devices the sticks are real file systems; elsewhere they are plain folders, and it says so.",
            "Exit status 0 only if each of the seven steps really happened."
        })
final class DemoVerb implements Callable<Integer> {
    private static final int STEPS = 7;

    @Option(
            names = "--sabotage",
            paramLabel = "N",
            description = "Break step N (1 to 7) for real; the demo must fail and name that step.")
    private int sabotagedStep;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Work in this new folder and leave it there, to look around.")
    private Optional<Path> kept = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (sabotagedStep < 0 || sabotagedStep > STEPS) {
            throw new ParameterException(spec.commandLine(), "--sabotage takes a step, 1 to " + STEPS);
        }
        if (kept.isPresent()) {
            return run(Files.createDirectory(kept.get()));
        }
        Path work = Files.createTempDirectory("sgate-demo");
        try {
            return run(work);
        } finally {
            delete(work);
        }
    }

    private int run(Path work) throws IOException {
        boolean happened =
                Demo.run(Main::run, work, sabotagedStep, spec.commandLine().getOut());
        return (happened ? ExitCode.DONE : ExitCode.INTERNAL).status();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
