package dev.sgate.campaign.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The lines are those of the daemon's log, word for word. */
class TruthTest {
    private final Truth truth = new Truth();

    @Test
    void linesThatAcknowledgeAreTakenDown() {
        truth.offered(3, true, Map.of());
        truth.said("license in force visit=9fef3994 file=license-3.sglic product=lantern seats=1/5");
        truth.said("release installed and healthy visit=9fef3994 file=lantern-3.sgupd app=lantern version=1.3.0");
        truth.said("safe to unplug visit=9fef3994 volume=stick");

        assertThat(truth.license()).isEqualTo(3);
        assertThat(truth.installed()).isEqualTo(3);
        assertThat(truth.safeVisits()).isEqualTo(1);
    }

    @Test
    void aReleaseThatWasTakenBackIsNotInstalled() {
        truth.said("release rolled back: what ran before runs again visit=9fef3994 file=lantern-5.sgupd"
                + " code=health-check-failed seen=ended app=lantern version=1.5.0");

        assertThat(truth.installed()).isZero();
        assertThat(truth.wasRolledBack(5)).isTrue();
    }

    @Test
    void otherLinesSayNothing() {
        truth.said("making the release ready visit=9fef3994 file=lantern-3.sgupd app=lantern version=1.3.0 bytes=1");

        assertThat(truth.installed()).isZero();
        assertThat(truth.license()).isZero();
    }
}
