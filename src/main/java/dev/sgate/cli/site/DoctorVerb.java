package dev.sgate.cli.site;

import dev.sgate.appliance.BadSetting;
import dev.sgate.appliance.Settings;
import dev.sgate.appliance.doctor.Box;
import dev.sgate.appliance.doctor.Doctor;
import dev.sgate.appliance.doctor.Examination;
import dev.sgate.appliance.doctor.Weight;
import dev.sgate.cli.terminal.Console;
import dev.sgate.cli.terminal.ExitCode;
import dev.sgate.cli.terminal.TimeWord;
import dev.sgate.host.BootClock;
import dev.sgate.license.time.ClockReading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sgate doctor}: what is wrong with this box. */
@Command(
        name = "doctor",
        description = "Look for what is wrong with this appliance, and say what to do about it.",
        footer = {
            "",
            "Works while the appliance runs, and also while it does not. Changes nothing. Needs root or the appliance's own user"
                    + " to see all. Exit status: 0 healthy, 3 something to look at, 4 something is broken."
        })
public final class DoctorVerb implements Callable<Integer> {
    @Option(names = "--json", description = "Answer in JSON, one object, with what is healthy, too.")
    private boolean json;

    @Option(
            names = "--at",
            converter = TimeWord.class,
            paramLabel = "TIME",
            description = "Judge as if the clock said this, e.g. 2026-03-01T12:00:00Z (default: now).")
    private Optional<Instant> at = Optional.empty();

    @Option(
            names = "--root",
            hidden = true,
            paramLabel = "DIR",
            description = "Look here for units, users, kernel and machine id, e.g. in an image that does not run.")
    private Path root = Path.of("/");

    @Mixin
    private ApplianceOptions appliance;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (Box box = box()) {
            Examination found = Doctor.examine(box);
            Console console = Console.of(spec);
            if (json) {
                console.answer(found.toJson());
            } else {
                found.toLines().forEach(console::answer);
            }
            return status(found.gravest()).status();
        } catch (BadSetting bad) {
            throw appliance.mistake(bad);
        }
    }

    private static ExitCode status(Optional<Weight> gravest) {
        return gravest.map(weight -> switch (weight) {
                    case LOOK -> ExitCode.DEGRADED;
                    case BROKEN -> ExitCode.REFUSED;
                })
                .orElse(ExitCode.DONE);
    }

    /** A wrong setting is a fault like others: the rest is looked at without it. */
    private Box box() throws BadSetting {
        Map<String, String> given = new LinkedHashMap<>();
        List<BadSetting> wrong = new ArrayList<>();
        try {
            given.putAll(appliance.written());
        } catch (BadSetting unreadable) {
            wrong.add(unreadable);
        }
        given.putAll(appliance.spoken());
        Settings settings = usable(given, wrong);
        return new Box(settings, wrong.stream().findFirst(), appliance.file(), root, clocks());
    }

    private Settings usable(Map<String, String> given, List<BadSetting> wrong) throws BadSetting {
        while (!given.isEmpty()) {
            try {
                return Settings.of(given);
            } catch (BadSetting one) {
                wrong.add(one);
                if (given.remove(one.name()) == null) {
                    given.keySet().retainAll(appliance.spoken().keySet());
                    break;
                }
            }
        }
        return Settings.of(given);
    }

    private Supplier<ClockReading> clocks() {
        return at.<Supplier<ClockReading>>map(time -> () -> ClockReading.ofWall(time))
                .orElse(BootClock.ofMachine()::read);
    }
}
