package dev.sgate.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.docs.ExampleScripts.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stories of docs/examples/start.sh and stop.sh that take longer than a test may, with an appliance that has a clock of its own.
 * That it answers as the real one does is what {@link StandInScriptsIT} and {@link LeaseScriptsIT} try.
 */
class FlightStoryIT {
    private static final Instant SIX = Instant.parse("2026-03-02T06:00:00Z");

    @TempDir
    Path folder;

    private SiteStandIn site;
    private ExampleScripts scripts;

    @BeforeEach
    void siteAtSix() throws IOException {
        site = new SiteStandIn(SIX);
        scripts = new ExampleScripts(folder);
        scripts.talkTo(site);
        itIs(SIX);
    }

    @AfterEach
    void endIt() throws Exception {
        scripts.stop();
        site.close();
    }

    /** C2: taken 06:00, offline from 07:00, working all flight, renewed 16:00 on landing. */
    @Test
    void theFlightStory() throws Exception {
        assertThat(scripts.start().out()).isEqualTo("flying\n");
        assertThat(site.asked()).containsExactly("keylight-keys 200", "activate 200");

        site.isOutOfReach(true);
        for (int hour = 7; hour < 16; hour++) {
            itIs(SIX.plus(Duration.ofHours(hour - 6)));
            Run run = scripts.start();
            assertThat(run.status()).as(hour + ":00, " + run.err()).isZero();
            assertThat(run.out()).isEqualTo("flying\n");
            assertThat(run.err()).contains("licensed by the lease that was cached");
        }
        assertThat(site.asked()).hasSize(2);

        Instant landing = SIX.plus(Duration.ofHours(10));
        itIs(landing);
        Process flight = scripts.fly();
        try {
            String before = Files.readString(scripts.lease());
            site.isOutOfReach(false);
            // the program runs on, and its renewing finds the appliance again
            Awaitility.await("renewed on landing")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !Files.readString(scripts.lease()).equals(before));
            assertThat(Files.readString(scripts.lease())).contains("\"issuedAt\":" + landing.getEpochSecond());
            assertThat(site.asked()).contains("validate 200");
        } finally {
            flight.destroyForcibly();
        }
    }

    /** C79, C32: past its end the cached lease counts no longer, and the person is told why and what helps. */
    @Test
    void outOfReachForTooLong() throws Exception {
        scripts.start();
        site.isOutOfReach(true);
        Instant end = SIX.plus(SiteStandIn.GRACE).plusSeconds(300);
        itIs(end);
        assertThat(scripts.start().status()).as("the last second").isZero();
        itIs(end.plusSeconds(1));
        Run late = scripts.start();
        assertThat(late.status()).isEqualTo(1);
        assertThat(late.out()).as("the program did not run").isEmpty();
        assertThat(late.err())
                .contains("it has run out", "does not answer", "has no connection", "connect this device", "write to");
    }

    @Test
    void calledWronglyItSaysHow() throws Exception {
        scripts.set("SGATE_LICENSE_KEY", "a\"b");
        assertThat(scripts.start().status()).isEqualTo(2);
        scripts.talkTo(site);
        scripts.set("SGATE_PRODUCT", "../x");
        assertThat(scripts.start().status()).isEqualTo(2);
        scripts.talkTo(site);
        assertThat(scripts.run("start.sh").err()).contains("usage:");
        assertThat(site.asked()).isEmpty();
    }

    private void itIs(Instant now) {
        site.itIs(now);
        scripts.set("SGATE_NOW", Long.toString(now.getEpochSecond()));
    }
}
