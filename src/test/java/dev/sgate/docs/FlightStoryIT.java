package dev.sgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/examples/start.sh and stop.sh, and the story of C2 played with them. */
class FlightStoryIT {
    private static final Path EXAMPLES = Path.of("docs/examples").toAbsolutePath();
    private static final Instant SIX = Instant.parse("2026-03-02T06:00:00Z");

    @TempDir
    Path folder;

    private SiteStandIn site;

    /** How a script ended, and what it told people. */
    private record Run(int status, String out, String err) {}

    @BeforeEach
    void siteAtSix() throws IOException {
        site = new SiteStandIn(SIX);
    }

    @AfterEach
    void endIt() throws Exception {
        stop(SIX);
        site.close();
    }

    /** C2: taken 06:00, offline from 07:00, working all flight, renewed 16:00 on landing. */
    @Test
    void theFlightStory() throws Exception {
        assertThat(start(SIX).out()).isEqualTo("flying\n");
        assertThat(site.asked()).containsExactly("keylight-keys 200", "activate 200");

        site.isOutOfReach(true);
        for (int hour = 7; hour < 16; hour++) {
            Run run = start(SIX.plus(Duration.ofHours(hour - 6)));
            assertThat(run.status()).as(hour + ":00, " + run.err()).isZero();
            assertThat(run.out()).isEqualTo("flying\n");
            assertThat(run.err()).contains("licensed by the lease that was cached");
        }
        assertThat(site.asked()).hasSize(2);

        Instant landing = SIX.plus(Duration.ofHours(10));
        String before = Files.readString(lease());
        site.itIs(landing);
        site.isOutOfReach(false);
        // the program runs on, and its renewing finds the appliance again
        start(landing, "1");
        Awaitility.await("renewed on landing")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !Files.readString(lease()).equals(before));
        assertThat(Files.readString(lease())).contains("\"issuedAt\":" + landing.getEpochSecond());
        assertThat(site.asked()).contains("validate 200");
    }

    /** C79, C32: past its end the cached lease counts no longer, and the person is told why and what helps. */
    @Test
    void outOfReachForTooLong() throws Exception {
        start(SIX);
        site.isOutOfReach(true);
        Instant end = SIX.plus(SiteStandIn.GRACE).plusSeconds(300);
        assertThat(start(end).status()).as("the last second").isZero();
        Run late = start(end.plusSeconds(1));
        assertThat(late.status()).isEqualTo(1);
        assertThat(late.out()).as("the program did not run").isEmpty();
        assertThat(late.err())
                .contains("it has run out", "does not answer", "has no connection", "connect this device", "write to");
    }

    /** C78, C80: a lease that does not hold is said so, and the appliance is asked. */
    @Test
    void aTamperedLeaseIsNotBelieved() throws Exception {
        start(SIX);
        String end = "\"expiresAt\":" + SIX.plus(SiteStandIn.GRACE).getEpochSecond();
        Files.writeString(lease(), Files.readString(lease()).replace(end, "\"expiresAt\":4102444800"));
        Run run = start(SIX);
        assertThat(run.status()).isZero();
        assertThat(run.err()).contains("signature does not hold", "licensed by the appliance");
        assertThat(site.asked()).endsWith("activate 200");
    }

    /** C81. */
    @Test
    void noSeatIsExplainedInFourSteps() throws Exception {
        site.seatIsTaken();
        Run run = start(SIX);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("Activation limit reached (402)", "1. ", "2. ", "3. ", "4. ", "help@vendor.example");
        assertThat(lease()).doesNotExist();
    }

    /** C82: renewing ends, the seat is free, what is cached stays, and the status is 0 also offline. */
    @Test
    void stoppingGivesTheSeatBack() throws Exception {
        start(SIX);
        long renewing = Long.parseLong(
                Files.readString(folder.resolve("kept/renew.pid")).strip());
        assertThat(ProcessHandle.of(renewing)).isPresent();
        Run stopped = stop(SIX);
        assertThat(stopped.status()).isZero();
        assertThat(stopped.err()).contains("given back");
        assertThat(site.asked()).endsWith("deactivate 200");
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> ProcessHandle.of(renewing).isEmpty());
        assertThat(folder.resolve("kept/renew.pid")).doesNotExist();
        assertThat(lease()).exists();
        site.isOutOfReach(true);
        assertThat(stop(SIX).status()).isZero();
    }

    @Test
    void calledWronglyItSaysHow() throws Exception {
        assertThat(run(SIX, Map.of("SGATE_LICENSE_KEY", "a\"b"), "start.sh", "true")
                        .status())
                .isEqualTo(2);
        assertThat(run(SIX, Map.of("SGATE_PRODUCT", "../x"), "start.sh", "true").status())
                .isEqualTo(2);
        assertThat(run(SIX, Map.of(), "start.sh").err()).contains("usage:");
        assertThat(site.asked()).isEmpty();
    }

    @Test
    void theProgramsExitStatusIsThatOfTheScript() throws Exception {
        assertThat(run(SIX, Map.of(), "start.sh", "sh", "-c", "exit 37").status())
                .isEqualTo(37);
    }

    private Path lease() {
        return folder.resolve("kept/lease");
    }

    private Run start(Instant now) throws Exception {
        return start(now, "300");
    }

    private Run start(Instant now, String renewSeconds) throws Exception {
        return run(now, Map.of("SGATE_RENEW_SECONDS", renewSeconds), "start.sh", "echo", "flying");
    }

    private Run stop(Instant now) throws Exception {
        return run(now, Map.of(), "stop.sh");
    }

    private Run run(Instant now, Map<String, String> more, String script, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("sh", EXAMPLES.resolve(script).toString()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder shell = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        shell.environment()
                .putAll(Map.of(
                        "SGATE_URL", site.url(),
                        "SGATE_DIR", "kept",
                        "SGATE_PRODUCT", "lantern",
                        "SGATE_LICENSE_KEY", "LANT-0000-0001",
                        "SGATE_MACHINE_ID", "hardware-1",
                        "SGATE_SUPPORT", "help@vendor.example",
                        "SGATE_NOW", Long.toString(now.getEpochSecond())));
        shell.environment().putAll(more);
        Process process = shell.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
