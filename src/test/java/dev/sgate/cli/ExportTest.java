package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
    @TempDir
    Path folder;

    private Desk desk;
    private byte[] program;

    @BeforeEach
    void desk() {
        desk = new Desk(folder);
        program = new byte[300_000];
        new Random(7).nextBytes(program);
    }

    @Test
    void aNewLicenseIsSmallNamedAfterItsBundleAndAcceptedByVerify() throws IOException {
        JsonNode made = desk.newLicense();
        Path file = Path.of(made.get("file").asText());

        assertThat(file.getFileName().toString())
                .isEqualTo("license-" + made.get("bundleId").asText().substring(0, 8) + ".sglic");
        assertThat(Files.size(file)).isEqualTo(made.get("bytes").asLong()).isLessThan(1024);
        assertThat(made.get("licenseKey").asText()).matches("([0-9A-Z]{5}-){4}[0-9A-Z]{5}");
        assertThat(made.get("stolenLives").asText()).contains("30 days");
        CommandRun verified = desk.verify(file);
        assertThat(verified.status()).isZero();
        JsonNode answer = Desk.json(verified.out());
        assertThat(answer.get("outcome").asText()).isEqualTo("accepted");
        assertThat(answer.has("code")).isFalse();
        assertThat(answer.get("identity")).isEqualTo(made.get("identity"));
        assertThat(answer.get("signers").get(0).asText()).isEqualTo("license");
        assertThat(answer.get("activateBy").asText()).isNotEmpty();
    }

    @Test
    void opensslHoldsTheSignatureToo() throws Exception {
        Path file = Path.of(desk.newLicense().get("file").asText());
        JsonNode envelope = Desk.json(Files.readString(file));
        byte[] payload = Base64.getDecoder().decode(envelope.get("payload").asText());
        String type = envelope.get("payloadType").asText();
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes(
                ("DSSEv1 " + type.length() + " " + type + " " + payload.length + " ").getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(payload);
        Path message = desk.file("message", signed.toByteArray());
        Path signature = desk.file(
                "signature",
                Base64.getDecoder()
                        .decode(envelope.get("signatures").get(0).get("sig").asText()));

        assertThat(openssl(
                        "pkeyutl",
                        "-verify",
                        "-rawin",
                        "-pubin",
                        "-inkey",
                        desk.at("license.pub"),
                        "-sigfile",
                        signature,
                        "-in",
                        message))
                .isZero();
        Files.write(message, new byte[] {1}, java.nio.file.StandardOpenOption.APPEND);
        assertThat(openssl(
                        "pkeyutl",
                        "-verify",
                        "-rawin",
                        "-pubin",
                        "-inkey",
                        desk.at("license.pub"),
                        "-sigfile",
                        signature,
                        "-in",
                        message))
                .isNotZero();
    }

    @Test
    void serialsGrowPerLicenseAndSiteAndListNumbersWithEveryBundle() {
        JsonNode first = desk.newLicense();
        String license = first.get("licenseId").asText();
        JsonNode second = desk.license("--license", license);
        Desk.succeed("license", "set", license, "--devices", "10", "--ledger", desk.ledger());
        JsonNode elsewhere = desk.license("--license", license, "--site", "north");

        assertThat(List.of(first, second, elsewhere))
                .extracting(made -> made.get("serial").asLong())
                .containsExactly(1L, 2L, 1L);
        assertThat(List.of(first, second, elsewhere))
                .extracting(made -> made.get("crlNumber").asLong())
                .containsExactly(1L, 2L, 3L);
        assertThat(second.get("customer").asText()).isEqualTo("Example Ltd");
        assertThat(second.has("licenseKey")).isFalse();
    }

    @Test
    void aRevokedLicenseIsOnEveryListFromThenOnAndGetsNoBundle() {
        String license = desk.newLicense().get("licenseId").asText();
        assertThat(sgate("revoke", license, "--ledger", desk.ledger()).status()).isZero();

        JsonNode other = desk.newLicense();
        assertThat(Desk.json(desk.verify(other.get("file").asText()).out())
                        .get("revokedLicenses")
                        .asLong())
                .isEqualTo(1);
        CommandRun again = desk.exportLicense(folder, "--pool", "5", "--license", license);
        assertThat(again.status()).isEqualTo(4);
        assertThat(again.out()).contains("revoked");
        assertThat(sgate("revoke", "00000000-0000-4000-8000-000000000000", "--ledger", desk.ledger())
                        .status())
                .isEqualTo(2);
        assertThat(sgate("revoke", license, "--ledger", folder.resolve("none.db"))
                        .status())
                .isEqualTo(2);
        assertThat(folder.resolve("none.db")).doesNotExist();
    }

    @Test
    void namedAppliancesBindTheBundleInsteadOfTheSevenDays() {
        JsonNode made = desk.newLicense("--appliance", "a".repeat(64));

        assertThat(made.get("appliances"))
                .singleElement()
                .extracting(JsonNode::asText)
                .isEqualTo("a".repeat(64));
        assertThat(made.has("activateBy")).isFalse();
    }

    @Test
    void whatNoApplianceWouldTakeIsNotMinted() throws IOException {
        desk.newLicense();
        List<String> before = names();
        for (Object[] words : new Object[][] {
            {"--product", "press", "--customer", "X\ny", "--pool", "5"},
            {"--product", "press", "--customer", "X"},
            {"--product", "press", "--customer", "X", "--pool", "5", "--valid-until", "tomorrow"},
            {"--product", "press", "--customer", "X", "--pool", "5", "--license-key", "short"},
            {"--product", "press", "--customer", "X", "--pool", "5", "--appliance", "xyz"},
            {"--product", "press", "--customer", "X", "--pool", "5", "--update", "there.sgupd"},
            {"--product", "press", "--pool", "5"},
            {"--license", "00000000-0000-4000-8000-000000000000", "--pool", "5"},
        }) {
            CommandRun run = desk.exportLicense(folder, CustomerDesk.words(words, "--new-customer"));

            assertThat(run.status()).as(Arrays.toString(words)).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).startsWith("sgate: ").doesNotContain("Exception");
        }
        assertThat(names()).isEqualTo(before);
        assertThat(desk.newLicense().get("crlNumber").asLong())
                .as("nothing of them is in the ledger")
                .isEqualTo(2);
    }

    @Test
    void whatARuleOfTheDeskDeclinesIsNotMintedAndNothingIsMadeOnTheWay() throws IOException {
        desk.newLicense();
        List<String> before = names();
        for (Object[] words : new Object[][] {
            {"--product", "Press", "--customer", "X", "--pool", "5"},
            {"--product", "press.x", "--customer", "X", "--pool", "5"},
            {"--product", "press", "--customer", "X", "--pool", "0"},
            {"--product", "press", "--customer", "X", "--pool", "1000001"},
            {"--product", "press", "--customer", "X", "--pool", "5", "--valid-until", "2020-01-01"},
        }) {
            CommandRun run = desk.exportLicense(folder, CustomerDesk.words(words, "--new-customer"));

            assertThat(run.status()).as(Arrays.toString(words)).isEqualTo(4);
            assertThat(run.out()).startsWith("declined: ");
        }
        assertThat(names()).isEqualTo(before);
        assertThat(sgate("tenant", "list", "--ledger", desk.ledger()).out()).doesNotContain("tenant X");
        assertThat(desk.newLicense().get("crlNumber").asLong()).isEqualTo(2);
    }

    @Test
    void oneLicenseKeyIsOneLicense() {
        desk.newLicense("--license-key", "AAAAA-BBBBB-CCCCC-DDDDD");

        CommandRun again = desk.exportLicense(
                folder,
                "--pool",
                "5",
                "--customer",
                "Y",
                "--new-customer",
                "--product",
                "press",
                "--license-key",
                "aaaaabbbbbcccccddddd");
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("belongs to license");
    }

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

    @Test
    void aLicenseCarriesAnUpdateOnlyIfTheTrustDocumentKnowsIt() throws IOException {
        Path update =
                Path.of(desk.update(desk.file("press", program)).get("file").asText());
        JsonNode made = desk.newLicense("--update", update, "--trust", desk.trust());

        JsonNode answer = Desk.json(desk.verify(made.get("file").asText()).out());
        assertThat(answer.get("outcome").asText()).isEqualTo("accepted");
        assertThat(answer.get("update").get("outcome").asText()).isEqualTo("accepted");
        assertThat(answer.get("update").get("version").asText()).isEqualTo("1.0.0");

        Desk other = new Desk(Files.createDirectory(folder.resolve("other")));
        CommandRun foreign = desk.exportLicense(
                folder,
                "--pool",
                "5",
                "--customer",
                "Y",
                "--product",
                "press",
                "--update",
                update,
                "--trust",
                other.trust(),
                "--json");
        assertThat(foreign.status()).isEqualTo(4);
        assertThat(Desk.json(foreign.out()).get("code").asText()).isEqualTo("bad-signature");
    }

    @Test
    void aDamagedUpdateLeavesNoLicenseBehind() throws IOException {
        Path update =
                Path.of(desk.update(desk.file("press", program)).get("file").asText());
        byte[] content = Files.readAllBytes(update);
        content[content.length - 1] ^= 1;
        Files.write(update, content);
        List<String> before = names();

        CommandRun run = desk.exportLicense(
                folder,
                "--pool",
                "5",
                "--customer",
                "Y",
                "--product",
                "press",
                "--update",
                update,
                "--trust",
                desk.trust());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("digest-mismatch");
        assertThat(names()).filteredOn(name -> !name.startsWith("desk.db")).isEqualTo(before);
    }

    @Test
    void nothingIsEverReplaced() throws IOException {
        Path there = desk.file("mine.sglic", new byte[] {1});

        CommandRun run = desk.exportLicense(there, "--pool", "5", "--customer", "Y", "--product", "press");
        assertThat(run.status()).isEqualTo(2);
        assertThat(Files.readAllBytes(there)).containsExactly(1);
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

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static int openssl(Object... words) throws IOException, InterruptedException {
        List<String> line = Stream.concat(
                        Stream.of("openssl"), Arrays.stream(words).map(Object::toString))
                .toList();
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
