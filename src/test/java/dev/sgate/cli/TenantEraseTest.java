package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.Tenant;
import dev.sgate.vendor.mint.Tenants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Customers' names and addresses stand apart, sealed, and are gone when their key is (BEHAVIOUR 6, E17, C98). */
class TenantEraseTest {
    private static final String NAME = "Annemarie Vogelsang";
    private static final String ADDRESS = "annemarie@vogelsang.example";

    @TempDir
    Path folder;

    private Desk desk;
    private Path out;
    private String license;
    private String bundle;

    @BeforeEach
    void aCustomerWithABundle() throws IOException {
        desk = new Desk(folder);
        out = Files.createDirectory(folder.resolve("out"));
        tenant("create", NAME);
        tenant("create", "Other Ltd");
        tenant("set", NAME, "--email", ADDRESS, "--email-consent");
        Desk.succeed("app", "add", "press", "--ledger", desk.ledger());
        license = license(NAME);
        bundle = export(license, out.resolve("Vogelsang.sglic")).get("bundleId").asText();
    }

    private JsonNode tenant(String verb, Object... more) {
        List<Object> words = new ArrayList<>(List.of("tenant", verb));
        words.addAll(List.of(more));
        words.addAll(List.of("--ledger", desk.ledger(), "--json"));
        return Desk.succeed(words.toArray());
    }

    private String license(String customer) {
        return Desk.succeed(
                        "license",
                        "create",
                        "--customer",
                        customer,
                        "--product",
                        "press",
                        "--ledger",
                        desk.ledger(),
                        "--json")
                .get("licenseId")
                .asText();
    }

    private JsonNode export(String of, Path file) {
        return Desk.answer(desk.exportLicense(file, "--license", of, "--pool", "1", "--json"));
    }

    /** Every file of the ledger, and a copy of it, read byte by byte: which of these texts stand in them. */
    private List<String> found(String... texts) throws IOException {
        Path copy = folder.resolve("copy-" + System.nanoTime() + ".db");
        Desk.succeed("desk", "backup", "--ledger", desk.ledger(), "--out", copy);
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().startsWith("desk.db") || file.equals(copy))
                    .map(TenantEraseTest::bytes)
                    .forEach(bytes -> Stream.of(texts).filter(bytes::contains).forEach(found::add));
        }
        return found;
    }

    private static String bytes(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> keysAndSealed() throws SQLException {
        List<String> secrets = new ArrayList<>();
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + desk.ledger());
                ResultSet rows = ledger.createStatement()
                        .executeQuery("SELECT secret, sealed FROM customer JOIN customer_key USING (tenant_id)")) {
            while (rows.next()) {
                secrets.add(new String(rows.getBytes("secret"), StandardCharsets.ISO_8859_1));
                secrets.add(new String(rows.getBytes("sealed"), StandardCharsets.ISO_8859_1));
            }
        }
        return secrets;
    }

    /** A name as it may stand in a base64 payload, at each of the three offsets. */
    private static List<String> base64(String text) {
        List<String> forms = new ArrayList<>();
        for (int shift = 0; shift < 3; shift++) {
            byte[] shifted = (" ".repeat(shift) + text).getBytes(StandardCharsets.UTF_8);
            String whole = Base64.getEncoder().encodeToString(shifted);
            forms.add(whole.substring(4, whole.length() - 4));
        }
        return forms;
    }

    @Test
    void theNameIsNowhereInClearAndReadAllTheSame() throws IOException {
        List<String> forms = new ArrayList<>(List.of(NAME, ADDRESS));
        forms.addAll(base64(NAME));

        assertThat(found(forms.toArray(String[]::new))).isEmpty();
        JsonNode row = Desk.succeed("license", "list", "--ledger", desk.ledger(), "--json");
        assertThat(row.get("customer").asText()).isEqualTo(NAME);
        assertThat(row.get("email").asText()).isEqualTo(ADDRESS);
        assertThat(new String(Files.readAllBytes(out.resolve("Vogelsang.sglic")), StandardCharsets.ISO_8859_1))
                .as("the bundle itself names its customer, so the search finds what is there")
                .containsAnyOf(base64(NAME).toArray(String[]::new));
    }

    @Test
    void erasingDestroysTheKeyAndLeavesTheChainWhole() throws Exception {
        List<String> before = keysAndSealed();
        assertThat(found(before.toArray(String[]::new))).hasSize(8);
        String other = tenant("list").path("id").asText();

        JsonNode erased = tenant("erase", NAME, "--yes");

        List<String> after = keysAndSealed();
        assertThat(after).hasSize(2);
        before.removeAll(after);
        assertThat(found(before.toArray(String[]::new))).isEmpty();
        assertThat(found(NAME, ADDRESS, "Vogelsang")).isEmpty();
        assertThat(erased.get("erased")).hasSize(1);
        assertThat(other).isNotEmpty();
        assertThat(sgate("audit", "--ledger", desk.ledger(), "--verify").status())
                .isZero();
        assertThat(sgate("audit", "--ledger", desk.ledger()).out())
                .contains("PersonalDataErased", erased.get("erased").get(0).asText())
                .doesNotContain("Vogelsang", ADDRESS);
        assertThat(sgate("tenant", "list", "--ledger", desk.ledger()).out())
                .contains("Other Ltd", "erased-")
                .doesNotContain(NAME);
    }

    @Test
    void whoWasErasedGetsNoBundleAndKeepsTheLicense() {
        tenant("erase", NAME, "--yes");

        CommandRun declined = desk.exportLicense(out, "--license", license, "--pool", "1", "--json");
        assertThat(declined.status()).isEqualTo(4);
        assertThat(declined.out()).contains("customer-erased");
        assertThat(sgate("export", "again", bundle, "--ledger", desk.ledger(), "--out", out)
                        .status())
                .isEqualTo(4);
        assertThat(Desk.succeed("license", "show", license, "--ledger", desk.ledger(), "--json")
                        .get("customer")
                        .asText())
                .startsWith("erased-");
        tenant("create", NAME);
        assertThat(sgate("tenant", "erase", "Nobody", "--yes", "--ledger", desk.ledger())
                        .status())
                .isNotZero();
    }

    @Test
    void aCustomerErasedBeforeIsTakenOutOfTheFilesOnceMore() {
        String id = tenant("erase", NAME, "--yes").get("erased").get(0).asText();
        String audit = sgate("audit", "--ledger", desk.ledger()).out();

        assertThat(tenant("erase", id, "--yes").get("erased").get(0).asText()).isEqualTo(id);
        assertThat(sgate("audit", "--ledger", desk.ledger()).out()).isEqualTo(audit);
    }

    @Test
    void nobodyIsErasedWithoutAYes() {
        CommandRun asked = sgate("tenant", "erase", NAME, "--ledger", desk.ledger());

        assertThat(asked.status()).isEqualTo(2);
        assertThat(asked.err()).contains("1 licenses and 1 bundles in force", "nothing was changed");
        assertThat(sgate("tenant", "list", "--ledger", desk.ledger()).out()).contains(NAME);
        assertThat(sgate("tenant", "erase", "--ledger", desk.ledger(), "--yes").status())
                .isEqualTo(2);
    }

    @Test
    void anAddressNeedsConsent() {
        CommandRun run = sgate("tenant", "set", "Other Ltd", "--email", "x@y.example", "--ledger", desk.ledger());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--email-consent");
        assertThat(sgate("tenant", "list", "--ledger", desk.ledger()).out()).doesNotContain("x@y.example");
        assertThat(tenant("set", NAME, "--email", "none").has("email")).isFalse();
    }

    @Test
    void afterNinetyDaysWithoutAnythingInForceACustomerIsInactive() {
        try (DeskLedger ledger = DeskLedger.open(desk.ledger())) {
            Tenants tenants = new Tenants(ledger);
            Instant now = Instant.now();
            Duration ninety = Duration.ofDays(90);

            assertThat(tenants.inactive(ninety, now)).isEmpty();
            assertThat(tenants.inactive(ninety, now.plus(Duration.ofDays(91))).keySet())
                    .as("the other one has a license for a year")
                    .extracting(Tenant::name)
                    .containsExactly("Other Ltd");
            assertThat(tenants.inactive(ninety, now.plus(Duration.ofDays(365 + 89))))
                    .hasSize(1);
            assertThat(tenants.inactive(ninety, now.plus(Duration.ofDays(365 + 91))))
                    .hasSize(2);
        }
    }

    @Test
    void inactiveCustomersAreListedAndErasedByOneVerb() throws SQLException {
        assertThat(sgate("tenant", "erase", "--inactive", "--ledger", desk.ledger())
                        .out())
                .contains("nobody");
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + desk.ledger())) {
            ledger.createStatement().executeUpdate("UPDATE tenant SET made_at = '2020-01-01T00:00:00Z'");
        }
        assertThat(sgate("tenant", "list", "--inactive", "--ledger", desk.ledger())
                        .out())
                .contains("Other Ltd")
                .doesNotContain(NAME);

        assertThat(tenant("erase", "--inactive", "--yes").get("erased")).hasSize(1);

        assertThat(sgate("tenant", "list", "--ledger", desk.ledger()).out())
                .contains(NAME)
                .doesNotContain("Other Ltd");
        assertThat(sgate("tenant", "list", "--inactive", "--ledger", desk.ledger())
                        .out())
                .isEmpty();
    }

    @Test
    void anAuditorsPackHoldsWithoutTheBundlesOfWhoWasErased() throws IOException {
        tenant("erase", NAME, "--yes");
        export(license("Other Ltd"), out.resolve("other.sglic"));
        Path pack = folder.resolve("pack.jsonl");

        Desk.succeed("audit", "--ledger", desk.ledger(), "--pack", pack, "--key", desk.at("license.pem"));

        assertThat(Files.readString(pack).lines().filter(line -> line.startsWith("{\"record\":\"bundle\"")))
                .hasSize(1);
        assertThat(Files.readString(pack)).doesNotContain("Vogelsang");
    }
}
