package dev.sgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.docs.ExampleScripts.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/examples/start.sh and stop.sh (C10, C17, C18, C77 to C84), against whatever plays the appliance: what holds for the real one
 * and for the one with a clock of its own.
 */
abstract class LeaseScriptsContract {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private ExampleScripts scripts;

    abstract ScriptSite site();

    final ExampleScripts scripts() {
        return scripts;
    }

    @BeforeEach
    final void aDevice() {
        scripts = new ExampleScripts(folder);
        scripts.talkTo(site());
    }

    @AfterEach
    final void itsSeatIsGivenBack() throws Exception {
        isOutOfReach(false);
        scripts.stop();
    }

    final void isOutOfReach(boolean gone) {
        site().isOutOfReach(gone);
        scripts.talkTo(site());
    }

    /** C10, C18, C77, C80. */
    @Test
    void whatIsCachedIsAskedFirst() throws Exception {
        Run first = scripts.start();
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.out()).isEqualTo("flying\n");
        assertThat(first.err()).contains("licensed by the appliance");

        isOutOfReach(true);
        Run second = scripts.start();
        assertThat(second.status()).as(second.err()).isZero();
        assertThat(second.out()).isEqualTo("flying\n");
        assertThat(second.err())
                .contains("licensed by the lease that was cached")
                .doesNotContain("asking");
    }

    /** C79. */
    @Test
    void withNothingCachedAndOutOfReachItDoesNotRun() throws Exception {
        isOutOfReach(true);
        Run run = scripts.start();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("does not answer", "has no connection", "connect this device", "write to");
        assertThat(scripts.lease()).doesNotExist();
    }

    /** C78, C80: a lease that does not hold is said so, and the appliance is asked. */
    @Test
    void aTamperedLeaseIsNotBelieved() throws Exception {
        scripts.start();
        String kept = Files.readString(scripts.lease());
        Files.writeString(scripts.lease(), kept.replaceFirst("(\"expiresAt\":)[0-9]+", "$14102444800"));
        assertThat(Files.readString(scripts.lease())).isNotEqualTo(kept);
        Run run = scripts.start();
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("signature does not hold", "licensed by the appliance");
    }

    /** C81. */
    @Test
    void noSeatIsExplainedInFourSteps() throws Exception {
        site().seatIsTaken();
        scripts.talkTo(site());
        Run run = scripts.start();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("Activation limit reached (402)", "1. ", "2. ", "3. ", "4. ", "help@vendor.example");
        assertThat(scripts.lease()).doesNotExist();
    }

    /** C82: the seat is given back, and with it the right to run on its lease. */
    @Test
    void aSeatGivenBackIsNotUsedAnyMore() throws Exception {
        scripts.start();
        Run stopped = scripts.stop();
        assertThat(stopped.status()).isZero();
        assertThat(stopped.err()).contains("the seat was given back");
        assertThat(scripts.lease()).doesNotExist();
        assertThat(scripts.kept("lease.given-back")).exists();
        assertThat(scripts.kept("renew.pid")).doesNotExist();

        isOutOfReach(true);
        Run inTheAir = scripts.start();
        assertThat(inTheAir.status()).isEqualTo(1);
        assertThat(inTheAir.out()).isEmpty();
        assertThat(inTheAir.err()).contains("was given back, so that lease counts no longer");
        assertThat(scripts.stop().status()).isZero();

        isOutOfReach(false);
        Run onTheGround = scripts.start();
        assertThat(onTheGround.status()).as(onTheGround.err()).isZero();
        assertThat(scripts.lease()).exists();
        assertThat(scripts.kept("lease.given-back")).doesNotExist();
    }

    /** C82: stopped out of reach, the seat is still this device's. */
    @Test
    void aSeatThatCouldNotBeGivenBackIsKept() throws Exception {
        scripts.start();
        isOutOfReach(true);
        Run stopped = scripts.stop();
        assertThat(stopped.status()).isZero();
        assertThat(stopped.err()).contains("could not be given back");
        assertThat(scripts.start().err()).contains("licensed by the lease that was cached");
    }

    /** C17, C77, C84: renewed while the program runs, and not a moment longer. */
    @Test
    void theRenewingEndsWithTheProgram() throws Exception {
        Process flight = scripts.fly();
        try {
            awaitFile(scripts.kept("renew.pid"));
            ProcessHandle renewing = scripts.renewing();
            FileTime first = Files.getLastModifiedTime(scripts.lease());
            Awaitility.await("a fresh lease").atMost(PATIENCE).until(() -> isNewer(scripts.lease(), first));
            assertThat(renewing.isAlive()).isTrue();
            flight.destroyForcibly().waitFor();
            Awaitility.await("the end of the renewing").atMost(PATIENCE).until(() -> !renewing.isAlive());
            FileTime last = Files.getLastModifiedTime(scripts.lease());
            assertThat(scripts.start().err()).as("the seat is kept").contains("lease that was cached");
            assertThat(Files.getLastModifiedTime(scripts.lease())).isEqualTo(last);
        } finally {
            flight.destroyForcibly();
        }
    }

    /** C82. */
    @Test
    void theRenewingEndsWithStop() throws Exception {
        Process flight = scripts.fly();
        try {
            awaitFile(scripts.kept("renew.pid"));
            ProcessHandle renewing = scripts.renewing();
            assertThat(scripts.stop().status()).isZero();
            Awaitility.await("the end of the renewing").atMost(PATIENCE).until(() -> hasEnded(renewing));
            assertThat(flight.isAlive()).isTrue();
        } finally {
            flight.destroyForcibly();
        }
    }

    @Test
    void theProgramsExitStatusIsThatOfTheScript() throws Exception {
        assertThat(scripts.run("start.sh", "sh", "-c", "exit 37").status()).isEqualTo(37);
    }

    /** Also one whose parent, the program, does not ask what became of it. */
    private static boolean hasEnded(ProcessHandle process) throws IOException {
        Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        return !process.isAlive() || Files.readAllBytes(commandLine).length == 0;
    }

    static void awaitFile(Path file) {
        Awaitility.await(file.toString()).atMost(PATIENCE).until(() -> Files.exists(file) && Files.size(file) > 0);
    }

    static boolean isNewer(Path file, FileTime before) throws IOException {
        return Files.exists(file) && Files.getLastModifiedTime(file).compareTo(before) > 0;
    }
}
