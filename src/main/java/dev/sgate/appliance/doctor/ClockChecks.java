package dev.sgate.appliance.doctor;

import static dev.sgate.appliance.doctor.Finding.faultIf;

import dev.sgate.appliance.BuildTime;
import dev.sgate.license.time.ClockStanding;
import dev.sgate.license.time.RememberedText;
import dev.sgate.seal.Payloads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The clock, and what is remembered of the time. */
final class ClockChecks {
    private static final Duration A_LONG_TIME = Duration.ofDays(400);
    private static final String SET_IT = "`timedatectl set-time 'YYYY-MM-DD hh:mm:ss'`; see docs/manual/clock.md";

    private ClockChecks() {}

    static List<Check> all() {
        return List.of(
                Check.broken(
                        "clock-behind",
                        "the clock beside the latest time that was believed here",
                        "a clock like this could stretch a license: no lease is renewed until it is right again",
                        ClockChecks::behind),
                Check.broken(
                        "clock-before-build",
                        "the clock beside the day on which this program was built",
                        "the clock was lost, e.g. with a flat battery, and licenses look as if they came from the future",
                        ClockChecks::beforeBuild),
                Check.toLookAt(
                        "clock-ahead",
                        "the clock beside the latest time that was believed here",
                        "a time in the future that was believed once can be undone by a newer license alone",
                        ClockChecks::ahead),
                Check.toLookAt(
                        "mark-damaged",
                        "the file mark in the state folder",
                        "it keeps the latest known time where the database is lost",
                        ClockChecks::markDamaged),
                Check.toLookAt(
                        "rtc-missing",
                        "whether the kernel has a clock that runs while the power is off",
                        "after each power-off the clock starts somewhere else",
                        ClockChecks::noRtc));
    }

    private static Finding behind(Box box) throws CannotTell {
        ClockStanding clock = box.report().clock();
        return faultIf(
                !clock.isTrusted(),
                "the clock says " + Payloads.time(clock.clock()) + ", and " + Payloads.time(clock.mark())
                        + " was believed here already",
                "set the clock: " + SET_IT + "; if the clock is right, ask the vendor for a newer license");
    }

    private static Finding beforeBuild(Box box) throws IOException {
        Instant built = BuildTime.read();
        Instant now = box.clocks().get().wall();
        return faultIf(
                now.isBefore(built),
                "the clock says " + now + ", and this program was built at " + built,
                "set the clock: " + SET_IT + "; replace the battery on the board if it is wrong after each power-off");
    }

    private static Finding ahead(Box box) throws CannotTell {
        Instant now = box.clocks().get().wall();
        ClockStanding clock = box.report().clock();
        return faultIf(
                clock.mark().isAfter(Instant.EPOCH) && now.isAfter(clock.mark().plus(A_LONG_TIME)),
                "the clock says " + now + ", more than 400 days after the latest time that was believed here, "
                        + Payloads.time(clock.mark()),
                "compare it with a watch before the appliance is started; if it is wrong: " + SET_IT);
    }

    private static Finding markDamaged(Box box) throws IOException {
        Path mark = box.state().resolve("mark");
        if (!Files.exists(mark)) {
            return Finding.HEALTHY;
        }
        String text = Files.readString(mark, StandardCharsets.ISO_8859_1);
        return faultIf(
                RememberedText.read(text).isEmpty(),
                mark + " holds something else than times",
                "nothing now: the database has the same time and the file is written anew within the hour; look at the disk");
    }

    private static Finding noRtc(Box box) {
        return faultIf(
                !Files.exists(box.system("/sys/class/rtc/rtc0")) && Files.isDirectory(box.system("/sys/class")),
                "the kernel knows no hardware clock",
                "set the clock after each power-off, or ask the vendor for a license whose clock is `uptime`");
    }
}
