package dev.sgate.appliance;

import dev.sgate.seal.Evidence;
import dev.sgate.station.LogEvent;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Why the appliance cannot work, in one line with the remedy (issue: bad input).
 *
 * @param what what is wrong
 * @param next what site IT does about it
 */
record Trouble(LogEvent event, String what, String next) {
    private static final String CHECKED_AGAIN =
            "; it is looked at again every few seconds, and at `systemctl reload sgate`";

    /**
     * @param cause what the start threw
     * @param known the state folder, where the settings could be read
     */
    static Trouble of(Exception cause, Optional<Path> known) {
        Path state = known.orElse(Path.of("/var/lib/sgate"));
        return switch (cause) {
            case BadSetting bad ->
                new Trouble(
                        LogEvent.BAD_SETTING,
                        String.valueOf(bad.getMessage()),
                        "put it right in " + Settings.FILE + CHECKED_AGAIN);
            case RoutesRefused refused ->
                new Trouble(
                        LogEvent.ROUTES_REFUSED,
                        "the route files hold " + refused.faults().size() + " mistakes, the first: "
                                + refused.faults().getFirst(),
                        "put them right, or reinstall the package: `sgate doctor`" + CHECKED_AGAIN);
            case UncheckedIOException wrapped when wrapped.getCause() != null -> of(wrapped.getCause(), known);
            case AccessDeniedException denied ->
                new Trouble(
                        LogEvent.CANNOT_WORK,
                        "no right to use " + denied.getMessage(),
                        "give it back to the daemon, `chown -R sgate: " + state
                                + "`, and see that its disk is mounted rw" + CHECKED_AGAIN);
            case FileSystemException disk ->
                new Trouble(
                        LogEvent.CANNOT_WORK,
                        "the state folder " + state + " cannot be used: " + disk.getMessage(),
                        "look at its disk: `df -h " + state + "`, `dmesg`, `sgate doctor`" + CHECKED_AGAIN);
            default ->
                new Trouble(
                        LogEvent.CANNOT_WORK,
                        "the start failed: " + cause,
                        "`sgate doctor` names the cause; the machine-id, the keys and the disk of " + state
                                + " come first" + CHECKED_AGAIN);
        };
    }

    /** For a person, without the remedy. */
    String sentence() {
        return "cannot work: " + Evidence.printable(what);
    }

    void tell() {
        LogLine.of(event, "the appliance cannot work; nothing was started and nothing is lost")
                .with("why", what)
                .with("next", next)
                .alarm();
    }
}
