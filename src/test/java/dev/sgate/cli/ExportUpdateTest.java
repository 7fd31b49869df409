package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;

/** {@code export update}: what is sealed, and what no appliance would take. */
class ExportUpdateTest extends ExportCase {
    @Test
    void anUpdateIsSealedWithItsFileBehindIt() throws IOException {
        JsonNode made =
                desk.update(desk.file("press", program), "--health-command", "press", "--minimum-version", "1.0.0");
        Path file = Path.of(made.get("file").asText());

        byte[] content = Files.readAllBytes(file);
        assertThat(Arrays.copyOfRange(content, content.length - program.length, content.length))
                .isEqualTo(program);
        JsonNode answer = Desk.json(desk.verify(file).out());
        assertThat(answer.get("outcome").asText()).isEqualTo("accepted");
        assertThat(answer.get("version").asText()).isEqualTo("1.0.0");
        assertThat(answer.get("length").asLong()).isEqualTo(program.length);
    }

    @Test
    void anArchiveIsMeasuredByUnpackingIt() throws IOException {
        JsonNode tar =
                desk.update(desk.file("app.tar.gz", tarGz()), "--run", "bin/press", "--run=--fast", "--name", "tar");
        JsonNode zip = desk.update(desk.file("app.zip", zip()), "--run", "bin/press", "--name", "zip");

        for (JsonNode made : List.of(tar, zip)) {
            assertThat(made.get("unpackedLength").asLong()).isEqualTo(program.length + 2L);
            assertThat(made.get("unpackedFiles").asLong()).isEqualTo(2);
            assertThat(desk.verify(made.get("file").asText()).status()).isZero();
        }
    }

    @Test
    void anUpdateThatNoApplianceWouldTakeIsNotSealed() throws IOException {
        Path app = desk.file("press", program);
        Path archive = desk.file("app.tar.gz", tarGz());
        List<String> before = names();
        for (Object[] words : new Object[][] {
            {"--app", app, "--app-version", "1.0"},
            {"--app", app, "--app-version", "1.0.0", "--allow-downgrade"},
            {"--app", app, "--app-version", "1.0.0", "--minimum-version", "2.0.0"},
            {"--app", app, "--app-version", "1.0.0", "--run", "press"},
            {"--app", app, "--app-version", "1.0.0", "--health-url", "http://example.com/"},
            {"--app", app, "--app-version", "1.0.0", "--file-name", "../press"},
            {"--app", archive, "--app-version", "1.0.0"},
            {"--app", archive, "--app-version", "1.0.0", "--run", "../press"},
            {"--app", folder.resolve("missing"), "--app-version", "1.0.0"},
        }) {
            CommandRun run = sgate(Stream.concat(
                            Stream.of(
                                    "export",
                                    "update",
                                    "--key",
                                    desk.at("update.pem"),
                                    "--product",
                                    "press",
                                    "--out",
                                    folder,
                                    "--new-customer"),
                            Arrays.stream(words))
                    .toArray());

            assertThat(run.status()).as(Arrays.toString(words)).isEqualTo(2);
            assertThat(run.out()).isEmpty();
        }
        assertThat(names()).isEqualTo(before);
    }

    private byte[] tarGz() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(packed))) {
            TarArchiveEntry entry = new TarArchiveEntry("bin/press");
            entry.setSize(program.length);
            tar.putArchiveEntry(entry);
            tar.write(program);
            tar.closeArchiveEntry();
            TarArchiveEntry note = new TarArchiveEntry("note");
            note.setSize(2);
            tar.putArchiveEntry(note);
            tar.write(new byte[2]);
            tar.closeArchiveEntry();
        }
        return packed.toByteArray();
    }

    private byte[] zip() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry("bin/press"));
            zip.write(program);
            zip.putNextEntry(new ZipEntry("note"));
            zip.write(new byte[2]);
        }
        return packed.toByteArray();
    }
}
