package dev.sgate.campaign.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TwinCampaignTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private boolean holds(TwinBug bug, long count) throws IOException {
        return new TwinCampaign(bug).run(count, 1, new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @Test
    void theReportIsTheTruth() throws IOException {
        assertThat(holds(TwinBug.NONE, 20))
                .as(said.toString(StandardCharsets.UTF_8))
                .isTrue();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("0 violations", "ABUSE=4", "hidden: ");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void eachBugIsNoticed(TwinBug bug) throws IOException {
        assertThat(holds(bug, 10)).isFalse();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("seed ");
    }
}
