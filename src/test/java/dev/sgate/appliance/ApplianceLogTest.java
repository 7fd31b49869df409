package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.seal.Evidence;
import dev.sgate.station.LogEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApplianceLogTest {
    private static final Logger LIBRARY = Logger.getLogger("org.example");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @AfterEach
    void backToStandardError() {
        ApplianceLog.install(System.err, false);
    }

    @Test
    void aLineHasItsPriorityWhereNobodyLooksAtATerminal() {
        install(true);
        LogLine.of(LogEvent.READY, "ready").with("ms", 700).tell();
        LogLine.of(LogEvent.STICK_TURNED_AWAY, "stick not touched")
                .with("code", "unsafe-mount")
                .warn();
        LogLine.of(LogEvent.STEP_FAILED, "something failed").alarm();
        assertThat(lines())
                .containsExactly("<6>ready ms=700", "<4>stick not touched code=unsafe-mount", "<3>something failed");
    }

    @Test
    void aLineIsPlainOnATerminal() {
        install(false);
        LogLine.of(LogEvent.READY, "ready").tell();
        assertThat(lines()).containsExactly("ready");
    }

    @Test
    void nothingFromOutsideReachesTheTerminalAsItIs() {
        install(false);
        LogLine.of(LogEvent.FILE_REFUSED, "not accepted")
                .with("file", "a\u001b[2J\n<0>fake\u202e.sglic")
                .tell();
        assertThat(lines()).containsExactly("not accepted file=a\\u001b[2J\\u000a<0>fake\\u202e.sglic");
    }

    @Test
    void librariesHaveTheirWarningsInOneLineAndNothingElse() {
        install(true);
        LIBRARY.info("chatter");
        LIBRARY.log(Level.SEVERE, "broken\nhere", new IllegalStateException("why"));
        assertThat(lines()).containsExactly("<3>broken\\u000ahere: java.lang.IllegalStateException: why");
    }

    @Test
    void factsThatWereMadePrintableAreNotEscapedAgain() {
        install(false);
        LogLine.of(LogEvent.READY, "x").with(Evidence.of("file", "\u00fc")).tell();
        assertThat(lines()).containsExactly("x file=\\u00fc");
    }

    private void install(boolean priorities) {
        ApplianceLog.install(new PrintStream(out, true, StandardCharsets.UTF_8), priorities);
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
