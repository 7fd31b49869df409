package dev.sgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.vendor.ledger.AuditAction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many bundles from one CSV: all or none. */
class BatchExportTest extends CustomerDeskCase {
    private Path out;
    private String license;

    @BeforeEach
    void license() throws IOException {
        out = Files.createDirectory(folder.resolve("out"));
        license = customer.newLicense("--devices", "10", "--expires", "2099-06-30");
    }

    private CommandRun batch(String csv, Object... more) throws IOException {
        Path list = Files.writeString(folder.resolve("orders.csv"), csv.replace("LICENSE", license));
        return desk.exportLicense(out, CustomerDesk.words(more, "--batch", list));
    }

    private void assertNothingMade() throws IOException {
        assertThat(out).isEmptyDirectory();
        assertThat(customer.audit(AuditAction.OFFLINE_BUNDLE_EXPORTED)).isEmpty();
        assertThat(customer.show(license).get("bundles")).isEmpty();
    }

    @Test
    void eachRowIsABundleAndTheResultNamesTheFiles() throws IOException {
        CommandRun run = batch("""
                license,pool,site,valid_until,entitlements
                LICENSE,4,north,2099-01-31,"print scan"
                LICENSE,6,south,45,
                """.replace("\n", "\r\n"));

        assertThat(run.status()).as(run.out() + run.err()).isZero();
        List<String> result = Files.readAllLines(out.resolve("exported.csv"));
        assertThat(result).hasSize(3);
        assertThat(result.getFirst()).startsWith("line,license,site,serial,pool,valid_until,bundle,file,bytes");
        assertThat(result.get(1)).startsWith("2," + license + ",north,1,4,2099-01-31T23:59:59Z,");
        String file = result.get(1).split(",", -1)[7];
        CommandRun verified = desk.verify(out.resolve(file));
        assertThat(verified.status()).isZero();
        JsonNode said = Desk.json(verified.out());
        assertThat(said.toString()).contains("print", "north");
    }

    @Test
    void whatARowLeavesOpenIsAsTheSiteHadIt() throws IOException {
        desk.exported("--license", license, "--site", "north", "--entitlement", "print", "--warn-days", "9");

        assertThat(batch("license,pool,site\nLICENSE,4,north\n").status()).isZero();

        String file = Files.readAllLines(out.resolve("exported.csv")).getLast().split(",", -1)[7];
        JsonNode envelope = Desk.json(Files.readString(out.resolve(file)));
        assertThat(new String(Base64.getDecoder().decode(envelope.get("payload").asText()), StandardCharsets.UTF_8))
                .contains("\"entitlements\":[\"print\"]", "\"warnDays\":9");
    }

    @Test
    void anOptionThatOnlyOneBundleHasIsRefused() throws IOException {
        CommandRun run = batch("license,pool\nLICENSE,1\n", "--entitlement", "print");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--batch has no --entitlement");
        assertNothingMade();
    }

    @Test
    void rowsShareARevocationListAndNoFileName() throws IOException {
        assertThat(batch("license,pool,site\nLICENSE,4,north\nLICENSE,4,south\n")
                        .status())
                .isZero();

        List<JsonNode> made = customer.audit(AuditAction.OFFLINE_BUNDLE_EXPORTED).stream()
                .map(row -> Desk.json(row.line()))
                .toList();
        assertThat(made)
                .hasSize(2)
                .extracting(row -> row.get("detail").get("crlNumber").asLong())
                .containsOnly(1L);
        for (JsonNode row : made) {
            assertThat(out.resolve("license-" + row.get("subject").asText() + ".sglic"))
                    .isNotEmptyFile();
        }
    }

    @Test
    void rowsShareTheSeatsOfTheirLicense() throws IOException {
        CommandRun run = batch("license,pool,site\nLICENSE,6,north\nLICENSE,5,south\n");

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.out())
                .startsWith("line 3, column pool: 5 more seats are too many")
                .contains("nothing was made");
        assertNothingMade();
        assertThat(customer.audit(AuditAction.EXPORT_DECLINED))
                .as("only the row that is too much")
                .hasSize(1);
    }

    @Test
    void allBadRowsAreNamedWithLineAndColumn() throws IOException {
        CommandRun run = batch("""
                license,pool,valid_until,site
                LICENSE,many,,
                LICENSE,1,soon,
                nobody,1,,
                LICENSE,,,a b
                LICENSE,1,,
                """);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out().lines())
                .anyMatch(line -> line.startsWith("line 2, column pool:"))
                .anyMatch(line -> line.startsWith("line 3, column valid_until:"))
                .anyMatch(line -> line.startsWith("line 4, column license:"))
                .anyMatch(line -> line.startsWith("line 5, column pool:"))
                .anyMatch(line -> line.startsWith("line 5, column site:"));
        assertNothingMade();
    }

    @Test
    void aDateBehindTheLicenseIsDeclined() throws IOException {
        CommandRun run = batch("license,pool,valid_until\nLICENSE,1,2099-07-01\n");

        assertThat(run.status()).isEqualTo(4);
        assertThat(run.out()).contains("line 2, column valid_until: Date exceeds license expiry");
        assertNothingMade();
    }

    @Test
    void anUnknownLicenseIsNamed() throws IOException {
        CommandRun run = batch("license,pool\n00000000-0000-4000-8000-000000000000,1\n");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).startsWith("line 2, column license: the ledger knows no license");
        assertNothingMade();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "license\nLICENSE\n",
                "license,pool,colour\nLICENSE,1,red\n",
                "license,pool,pool\nLICENSE,1,2\n",
                "license,pool\nLICENSE,\"1\n"
            })
    void whatIsNoSuchListIsRefusedWhole(String csv) throws IOException {
        CommandRun run = batch(csv);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("sgate: ").doesNotContain("Exception", "internal");
        assertNothingMade();
    }

    @Test
    void aResultThatIsThereIsNotReplaced() throws IOException {
        Files.writeString(out.resolve("exported.csv"), "mine");
        CommandRun run = batch("license,pool\nLICENSE,1\n");

        assertThat(run.status()).isEqualTo(2);
        assertThat(out.resolve("exported.csv")).hasContent("mine");
    }

    @Test
    void aMarkOfASpreadsheetDoesNoHarm() throws IOException {
        assertThat(batch("\uFEFFlicense,pool\nLICENSE,1\n").status()).isZero();
    }
}
