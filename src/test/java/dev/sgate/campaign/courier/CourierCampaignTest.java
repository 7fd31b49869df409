package dev.sgate.campaign.courier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The campaign itself: it finds nothing wrong with the product's desk, and each mistake that is built into one. */
class CourierCampaignTest {
    private static final long CASES = 40;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    private boolean run(CourierCampaign campaign) throws IOException {
        return campaign.run(CASES, 1, new PrintStream(told, true, StandardCharsets.UTF_8));
    }

    private String told() {
        return told.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theProductsDeskLosesNothingAndCountsNothingTwice() throws IOException {
        boolean clean = run(new CourierCampaign());

        assertThat(told()).startsWith("courier: 40 histories, 0 violations;").hasLineCount(1);
        assertThat(clean).isTrue();
    }

    /** By name: a desk that counts duplicates, acknowledges past a gap, lets the last verdict stand, overwrites a fork, and more. */
    @ParameterizedTest
    @EnumSource
    void aDeskWithASeededBugIsFound(SeededBug bug) throws IOException {
        boolean clean = run(new CourierCampaign(bug::in));

        assertThat(told()).contains("seed ");
        assertThat(clean).isFalse();
    }
}
