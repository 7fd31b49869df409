package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Where there are several licenses and none is named, the wizard lets a person pick one. */
@Isolated("replaces standard input")
class WizardLicenseTest {
    @TempDir
    Path folder;

    private final InputStream usual = System.in;
    private Desk desk;
    private Path out;

    @BeforeEach
    void twoLicenses() throws IOException {
        desk = new Desk(folder);
        out = Files.createDirectory(folder.resolve("out"));
        desk.exportedNew();
        desk.exported("--customer", "Zebra", "--new-customer", "--product", "tool");
    }

    @AfterEach
    void usualInput() {
        System.setIn(usual);
    }

    private CommandRun wizard(String typed) {
        System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
        return sgate(
                "wizard",
                "--plain",
                "--site",
                "south",
                "--key",
                desk.at("license.pem"),
                "--ledger",
                desk.ledger(),
                "--out",
                out);
    }

    @Test
    void theSecondOfTheListIsMintedForAfterAWrongAnswer() {
        CommandRun run = wizard("7\nx\n2\n\n\n\n\n");

        assertThat(run.err()).contains("1) Example Ltd, press", "2) Zebra, tool", "a number from 1 to 2");
        assertThat(run.err()).contains("Zebra");
    }

    @Test
    void whoLeavesGetsNothing() {
        CommandRun run = wizard("");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("left; nothing was made");
        assertThat(out).isEmptyDirectory();
    }
}
