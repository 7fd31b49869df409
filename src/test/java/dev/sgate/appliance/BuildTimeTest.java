package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BuildTimeTest {
    private static final Pattern STAMP =
            Pattern.compile("<project.build.outputTimestamp>(.*)</project.build.outputTimestamp>");

    @Test
    void isTheOneInThePom() throws IOException {
        assertThat(STAMP.matcher(Files.readString(Path.of("pom.xml"))).results())
                .extracting((MatchResult found) -> Instant.parse(found.group(1)))
                .containsExactly(BuildTime.read());
    }
}
