package dev.sgate.host;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A command of the release that ends with 0, in a sandbox like the application's: {@code sgate-app-probe@<name>.service}. */
record UnitProbe(Units units, String unit, LaunchFile launch, String folder, List<String> command)
        implements HealthProbe {
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;

    @Override
    public String kind() {
        return "command";
    }

    @Override
    public Answer look(Duration since, Duration left) throws IOException, InterruptedException {
        launch.write(folder, command);
        Answer answer = HealthProbe.run(new ProcessBuilder(Units.startCommand(unit)), left);
        if (answer.healthy()) {
            return answer;
        }
        RunEnding end = units.show(unit).end();
        units.stop(unit);
        return new Answer(false, seen(end, answer));
    }

    private static String seen(RunEnding end, Answer answer) {
        if (!end.code().equals("exited")) {
            return end.code().equals("-") ? answer.seen() : "signal " + end.status();
        }
        boolean never = end.status() == NOT_EXECUTABLE || end.status() == NOT_FOUND;
        return never ? "cannot be run" : "exit code " + end.status();
    }
}
