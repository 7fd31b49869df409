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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code export license} at a desk where nothing was made before: what it writes, and what it does not mint. */
class ExportTest extends ExportCase {
    @Test
    void aNewLicenseIsSmallNamedAfterItsBundleAndAcceptedByVerify() throws IOException {
        JsonNode made = desk.exportedNew();
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
        Path file = Path.of(desk.exportedNew().get("file").asText());
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
        JsonNode first = desk.exportedNew();
        String license = first.get("licenseId").asText();
        JsonNode second = desk.exported("--license", license);
        Desk.succeed("license", "set", license, "--devices", "10", "--ledger", desk.ledger());
        JsonNode elsewhere = desk.exported("--license", license, "--site", "north");

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
        String license = desk.exportedNew().get("licenseId").asText();
        assertThat(sgate("revoke", license, "--ledger", desk.ledger()).status()).isZero();

        JsonNode other = desk.exportedNew();
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
        JsonNode made = desk.exportedNew("--appliance", "a".repeat(64));

        assertThat(made.get("appliances"))
                .singleElement()
                .extracting(JsonNode::asText)
                .isEqualTo("a".repeat(64));
        assertThat(made.has("activateBy")).isFalse();
    }

    @Test
    void whatNoApplianceWouldTakeIsNotMinted() throws IOException {
        desk.exportedNew();
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
        assertThat(desk.exportedNew().get("crlNumber").asLong())
                .as("nothing of them is in the ledger")
                .isEqualTo(2);
    }

    @Test
    void whatARuleOfTheDeskDeclinesIsNotMintedAndNothingIsMadeOnTheWay() throws IOException {
        desk.exportedNew();
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
        assertThat(desk.exportedNew().get("crlNumber").asLong()).isEqualTo(2);
    }

    @Test
    void oneLicenseKeyIsOneLicense() {
        desk.exportedNew("--license-key", "AAAAA-BBBBB-CCCCC-DDDDD");

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
    void nothingIsEverReplaced() throws IOException {
        Path there = desk.file("mine.sglic", new byte[] {1});

        CommandRun run = desk.exportLicense(there, "--pool", "5", "--customer", "Y", "--product", "press");
        assertThat(run.status()).isEqualTo(2);
        assertThat(Files.readAllBytes(there)).containsExactly(1);
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
