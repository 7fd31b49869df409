package dev.sgate.cli;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.AuditAction;
import dev.sgate.vendor.ledger.AuditRow;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.ledger.LicenseTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tenants, applications, licenses and their bundles, through the command line. */
class DeskVerbsTest {
    @TempDir
    Path folder;

    private Desk desk;
    private Path sticks;

    @BeforeEach
    void desk() throws IOException {
        desk = new Desk(folder);
        sticks = Files.createDirectory(folder.resolve("sticks"));
        Desk.succeed("tenant", "create", "Example Ltd", "--ledger", desk.ledger());
        Desk.succeed("app", "add", "press", "--ledger", desk.ledger());
    }

    private JsonNode license(Object... more) {
        return Desk.succeed(words(
                more,
                "license",
                "create",
                "--ledger",
                desk.ledger(),
                "--customer",
                "Example Ltd",
                "--product",
                "press",
                "--json"));
    }

    private CommandRun export(String license, Object... more) {
        return sgate(words(
                more,
                "export",
                "license",
                "--key",
                desk.at("license.pem"),
                "--ledger",
                desk.ledger(),
                "--out",
                sticks,
                "--json",
                "--license",
                license));
    }

    private JsonNode show(String license) {
        return Desk.succeed("license", "show", license, "--ledger", desk.ledger(), "--json");
    }

    private static Object[] words(Object[] more, Object... first) {
        List<Object> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray();
    }

    private List<AuditRow> audit(AuditAction action) {
        try (DeskLedger ledger = DeskLedger.open(desk.ledger())) {
            return ledger.read(connection -> Audit.of(connection, action));
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> found = Files.list(sticks)) {
            return found.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void assertDeclined(CommandRun run, String reason) throws IOException {
        int rows = audit(AuditAction.EXPORT_DECLINED).size();
        assertThat(run.status()).as(run.out() + run.err()).isEqualTo(4);
        JsonNode answer = Desk.json(run.out());
        assertThat(answer.get("outcome").asText()).isEqualTo("declined");
        assertThat(answer.get("reason").asText()).isEqualTo(reason);
        assertThat(answer.get("remedy").asText()).isNotBlank();
        assertThat(rows).isPositive();
        assertThat(audit(AuditAction.EXPORT_DECLINED).getLast().line()).contains(reason);
        assertThat(files()).as("no file").isEmpty();
        assertThat(audit(AuditAction.OFFLINE_BUNDLE_EXPORTED)).isEmpty();
    }

    @Test
    void aLicenseIsMadeExportedAndShown() throws IOException {
        JsonNode made = license("--tier", "team");
        assertThat(made.get("maxDevices").asInt())
                .as("five seats in the tier team")
                .isEqualTo(5);
        assertThat(made.get("licenseKey").asText()).matches("([0-9A-Z]{5}-){4}[0-9A-Z]{5}");
        String license = made.get("licenseId").asText();
        assertThat(show(license).get("lastExport").asText()).isEqualTo("never");

        JsonNode bundle = Desk.json(export(license, "--pool", "5").out());

        assertThat(files())
                .containsExactly("license-" + bundle.get("bundleId").asText().substring(0, 8) + ".sglic");
        assertThat(bundle.get("bytes").asLong()).isLessThan(1024);
        assertThat(bundle.get("size").asText()).endsWith("bytes");
        assertThat(bundle.get("stolenLives").asText()).contains("30 days");
        assertThat(bundle.has("madeToo")).as("nothing is made on the way").isFalse();
        JsonNode shown = show(license);
        assertThat(shown.get("lastExport").asText()).isEqualTo("just now");
        assertThat(shown.get("bundles").get(0).get("file").asText()).isEqualTo(files().getFirst());
        assertThat(shown.get("offlineDevices").asInt()).isEqualTo(5);
        assertThat(shown.has("licenseKey")).as("the key is shown once").isFalse();
        assertThat(desk.verify(bundle.get("file").asText()).status()).isZero();
        assertThat(audit(AuditAction.OFFLINE_BUNDLE_EXPORTED))
                .singleElement()
                .satisfies(row ->
                        assertThat(row.line()).contains(bundle.get("identity").asText(), license));
        assertThat(audit(AuditAction.KEY_USED)).hasSize(1);
    }

    @Test
    void theShortCutSaysWhatItMadeOnTheWay() {
        JsonNode made = desk.newLicense();
        assertThat(made.get("madeToo").asText())
                .as("tenant and application were there")
                .startsWith("made license");
        JsonNode other = desk.license("--customer", "Other", "--new-customer", "--product", "other");
        assertThat(other.get("madeToo").asText()).contains("tenant Other", "application other");
    }

    @Test
    void theStarterPlanIsDeclined() throws IOException {
        String license = license().get("licenseId").asText();
        Desk.succeed("tenant", "set", "Example Ltd", "--plan", "starter", "--ledger", desk.ledger());
        assertDeclined(export(license, "--pool", "1"), "plan-without-offline");
    }

    @Test
    void whereTheFlagIsOffTheAnswerIsContactSupport() throws IOException {
        String license = license().get("licenseId").asText();
        Desk.succeed("tenant", "set", "Example Ltd", "--offline", "off", "--ledger", desk.ledger());
        CommandRun run = export(license, "--pool", "1");
        assertDeclined(run, "offline-not-enabled");
        assertThat(run.out()).contains("contact support");
        Desk.succeed("tenant", "set", "Example Ltd", "--offline", "on", "--ledger", desk.ledger());
        assertThat(export(license, "--pool", "1").status()).isZero();
    }

    @Test
    void aSuspendedTenantIsDeclinedUntilItResumes() throws IOException {
        String license = license().get("licenseId").asText();
        Desk.succeed("tenant", "suspend", "Example Ltd", "--ledger", desk.ledger());
        assertDeclined(export(license, "--pool", "1"), "tenant-suspended");
        Desk.succeed("tenant", "resume", "Example Ltd", "--ledger", desk.ledger());
        assertThat(export(license, "--pool", "1").status()).isZero();
    }

    @Test
    void aBundleInTheFieldOutlivesTheSuspension() {
        String license = license().get("licenseId").asText();
        String file =
                Desk.json(export(license, "--pool", "1").out()).get("file").asText();
        Desk.succeed("tenant", "suspend", "Example Ltd", "--ledger", desk.ledger());
        assertThat(desk.verify(file).status()).isZero();
    }

    @Test
    void aDateBehindTheLicenseIsDeclinedInTheseWords() throws IOException {
        String license = license("--expires", "2099-06-30").get("licenseId").asText();
        CommandRun run = export(license, "--pool", "1", "--valid-until", "2099-07-01");
        assertDeclined(run, "date-exceeds-expiry");
        assertThat(Desk.json(run.out()).get("sentence").asText()).isEqualTo("Date exceeds license expiry");
        assertThat(export(license, "--pool", "1", "--valid-until", "2099-06-30").status())
                .isZero();
    }

    @Test
    void onlineAndOfflineShareTheCap() throws IOException {
        String license = license("--devices", "10").get("licenseId").asText();
        assertDeclined(export(license, "--pool", "11"), "pool-out-of-range");
        assertDeclined(export(license, "--pool", "0"), "pool-out-of-range");
        Desk.succeed("license", "set-online-count", license, "4", "--ledger", desk.ledger());
        assertDeclined(export(license, "--pool", "7"), "over-the-cap");
        assertThat(export(license, "--pool", "4", "--site", "north").status()).isZero();
        assertThat(export(license, "--pool", "3", "--site", "south").status()).isEqualTo(4);
        assertThat(export(license, "--pool", "2", "--site", "south").status()).isZero();
        assertThat(export(license, "--pool", "4", "--site", "north").status())
                .as("a bundle takes the place of its site's last one")
                .isZero();
        assertThat(show(license).get("freeDevices").asInt()).isZero();
    }

    @Test
    void aRevokedKeyIsDeclinedAndAnotherBundleBringsTheNews() throws IOException {
        String license = license().get("licenseId").asText();
        String other = license().get("licenseId").asText();
        Desk.succeed("license", "revoke", license, "--ledger", desk.ledger());
        assertDeclined(export(license, "--pool", "1"), "key-revoked");
        String file = Desk.json(export(other, "--pool", "1").out()).get("file").asText();
        assertThat(Desk.json(desk.verify(file).out()).get("revokedLicenses").asInt())
                .isEqualTo(1);
    }

    @Test
    void rekeyRevokesTheOldKeyAndGivesEachSiteAShortBundle() throws IOException {
        String license = license("--devices", "10").get("licenseId").asText();
        export(license, "--pool", "4", "--site", "north");
        export(license, "--pool", "3", "--site", "south");

        CommandRun run = sgate(
                "license",
                "rekey",
                license,
                "--ledger",
                desk.ledger(),
                "--key",
                desk.at("license.pem"),
                "--out",
                sticks,
                "--json");

        assertThat(run.status()).as(run.err()).isZero();
        List<JsonNode> answers = run.out().lines().map(Desk::json).toList();
        assertThat(answers).hasSize(3);
        String heir = answers.getFirst().get("licenseId").asText();
        assertThat(heir).isNotEqualTo(license);
        assertThat(answers.getFirst().get("licenseKey").asText()).isNotBlank();
        Instant week = Instant.now().plus(7, ChronoUnit.DAYS);
        assertThat(answers.subList(1, 3)).allSatisfy(bundle -> {
            assertThat(bundle.get("licenseId").asText()).isEqualTo(heir);
            assertThat(Instant.parse(bundle.get("validUntil").asText()))
                    .isBetween(week.minusSeconds(60), week.plusSeconds(60));
            assertThat(Desk.json(desk.verify(bundle.get("file").asText()).out())
                            .get("revokedLicenses")
                            .asInt())
                    .isEqualTo(1);
        });
        CommandRun old = export(license, "--pool", "1");
        assertThat(old.status()).isEqualTo(4);
        assertThat(old.out()).contains(heir);
        assertThat(sgate("license", "rekey", license, "--ledger", desk.ledger()).status())
                .as("once")
                .isEqualTo(2);
        assertThat(audit(AuditAction.LICENSE_REKEYED)).hasSize(1);
    }

    private JsonNode terms(JsonNode bundle) throws IOException {
        JsonNode envelope =
                Desk.json(Files.readString(Path.of(bundle.get("file").asText())));
        return Desk.json(
                new String(Base64.getDecoder().decode(envelope.get("payload").asText()), StandardCharsets.UTF_8));
    }

    /** With entitlements, a bound device, an appliance, a policy and a journal key: all that a bundle says beside its seats. */
    private JsonNode richBundle(String license) throws IOException {
        Desk.succeed("keygen", "--role", "journal", "--id", "j1", "--out", folder);
        Object[] more = {
            "--pool",
            "4",
            "--site",
            "north",
            "--entitlement",
            "print,scan",
            "--device",
            "d".repeat(64),
            "--appliance",
            "a".repeat(64),
            "--warn-days",
            "9",
            "--journal-key",
            desk.at("j1.pub")
        };
        return terms(Desk.json(export(license, more).out()));
    }

    private static void assertSameTerms(JsonNode bundle, JsonNode before) {
        for (String member : List.of("entitlements", "appliances", "policy", "journalKey")) {
            assertThat(bundle.get(member)).as(member).isNotNull().isEqualTo(before.get(member));
        }
        assertThat(bundle.get("pool").get("devices"))
                .isNotEmpty()
                .isEqualTo(before.get("pool").get("devices"));
    }

    @Test
    void rekeyKeepsAllThatTheSiteHad() throws IOException {
        String license = license("--devices", "10").get("licenseId").asText();
        JsonNode before = richBundle(license);

        CommandRun run = sgate(
                "license",
                "rekey",
                license,
                "--ledger",
                desk.ledger(),
                "--key",
                desk.at("license.pem"),
                "--out",
                sticks,
                "--json");

        assertThat(run.status()).as(run.err()).isZero();
        JsonNode bundle = terms(Desk.json(run.out().lines().toList().getLast()));
        assertThat(bundle.get("licenseId")).isNotEqualTo(before.get("licenseId"));
        assertSameTerms(bundle, before);
    }

    @Test
    void aForgottenJournalKeyIsDeclined() throws IOException {
        String license = license("--devices", "10").get("licenseId").asText();
        richBundle(license);
        int before = files().size();

        CommandRun run = export(license, "--pool", "1", "--site", "north");
        assertThat(run.status()).isEqualTo(4);
        assertThat(Desk.json(run.out()).get("reason").asText()).isEqualTo("journal-key-dropped");
        assertThat(files()).hasSize(before);
        assertThat(export(license, "--pool", "1", "--site", "north", "--journal-key", desk.at("j1.pub"))
                        .status())
                .isZero();
        assertThat(export(license, "--pool", "1", "--site", "south").status())
                .as("a site that never had one")
                .isZero();

        CommandRun meant = export(license, "--pool", "1", "--site", "north", "--no-journal-key");
        assertThat(terms(Desk.json(meant.out())).has("journalKey")).isFalse();
        assertThat(export(license, "--pool", "1", "--site", "north").status())
                .as("it has none any more")
                .isZero();
    }

    @Test
    void nothingIsMintedForAFileThatCannotBe() throws IOException {
        Path there = Files.writeString(sticks.resolve("there.sglic"), "mine");
        for (Path target : List.of(there, sticks.resolve("no/folder.sglic"))) {
            CommandRun run = sgate(
                    "export",
                    "license",
                    "--key",
                    desk.at("license.pem"),
                    "--ledger",
                    desk.ledger(),
                    "--customer",
                    "Example Ltd",
                    "--product",
                    "press",
                    "--pool",
                    "1",
                    "--out",
                    target);
            assertThat(run.status()).as(run.err()).isEqualTo(2);
            assertThat(run.err()).contains("nothing was made");
        }
        assertThat(there).hasContent("mine");
        assertThat(audit(AuditAction.LICENSE_CREATED)).isEmpty();
        assertThat(audit(AuditAction.OFFLINE_BUNDLE_EXPORTED)).isEmpty();
    }

    private CommandRun again(String bundle, Object... more) {
        return sgate(words(more, "export", "again", bundle, "--ledger", desk.ledger()));
    }

    @Test
    void aBundleIsWrittenAgainByteForByte() throws IOException {
        String license = license().get("licenseId").asText();
        JsonNode made = Desk.json(export(license, "--pool", "1").out());
        Path first = Path.of(made.get("file").asText());
        Path second = folder.resolve("second.sglic");
        String bundle = made.get("bundleId").asText();

        CommandRun run = again(bundle, "--out", second);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(second).hasSameBinaryContentAs(first);
        assertThat(audit(AuditAction.OFFLINE_BUNDLE_EXPORTED)).hasSize(2);
        assertThat(show(license).get("bundles").get(0).get("file").asText()).isEqualTo("second.sglic");
        assertThat(again(UUID.randomUUID().toString(), "--out", folder).err()).contains("knows no bundle");
        Desk.succeed("tenant", "suspend", "Example Ltd", "--ledger", desk.ledger());
        Path third = folder.resolve("third.sglic");
        assertThat(again(bundle, "--out", third).status()).isEqualTo(4);
        assertThat(third).doesNotExist();
    }

    /** The folder takes no file of this name: its part file's name would be too long for it. */
    @Test
    void aKeyIsShownEvenWhereTheFileFails() {
        CommandRun run = sgate(
                "export",
                "license",
                "--key",
                desk.at("license.pem"),
                "--ledger",
                desk.ledger(),
                "--customer",
                "Example Ltd",
                "--product",
                "press",
                "--pool",
                "1",
                "--out",
                sticks.resolve("x".repeat(250)));

        assertThat(run.status()).isNotZero();
        String bundle = audit(AuditAction.OFFLINE_BUNDLE_EXPORTED).getFirst().subject();
        assertThat(run.err())
                .contains("sgate export again " + bundle)
                .containsPattern("key ([0-9A-Z]{5}-){4}[0-9A-Z]{5},");
        assertThat(again(bundle, "--out", sticks).status()).isZero();
        assertThat(sticks).isDirectoryContaining("glob:**.sglic");
    }

    @Test
    void aDefaultEndThatWasCutIsTold() {
        String soon = Instant.now()
                .plus(5, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        String license = license("--expires", soon).get("licenseId").asText();

        JsonNode cut = Desk.json(export(license, "--pool", "1").out());
        assertThat(cut.get("validUntil").asText()).isEqualTo(soon);
        assertThat(cut.get("endsWithLicense").asText()).contains("sgate license set " + license + " --expires");
        assertThat(Desk.json(export(license, "--pool", "1", "--valid-until", soon)
                                .out())
                        .has("endsWithLicense"))
                .as("asked for")
                .isFalse();
    }

    /** The short cut makes a license for a tenant that is there by the same rules. */
    @Test
    void theShortCutGoesRoundNoRule() throws IOException {
        for (List<String> change : List.of(
                List.of("suspend", "Example Ltd"),
                List.of("set", "Example Ltd", "--plan", "starter"),
                List.of("set", "Example Ltd", "--plan", "professional", "--offline", "off"))) {
            Desk.succeed(words(new Object[] {"--ledger", desk.ledger()}, words(change.toArray(), "tenant")));
            CommandRun run = sgate(
                    "export",
                    "license",
                    "--key",
                    desk.at("license.pem"),
                    "--ledger",
                    desk.ledger(),
                    "--customer",
                    "Example Ltd",
                    "--product",
                    "press",
                    "--pool",
                    "1",
                    "--out",
                    sticks);
            assertThat(run.status()).as(change + run.err()).isEqualTo(4);
            Desk.succeed("tenant", "resume", "Example Ltd", "--ledger", desk.ledger());
        }
        assertThat(files()).isEmpty();
        assertThat(audit(AuditAction.LICENSE_CREATED)).isEmpty();
    }

    @Test
    void aLicenseIsRevokedOnceWhicheverVerbSaysSo() {
        String license = license().get("licenseId").asText();
        Desk.succeed("revoke", license, "--ledger", desk.ledger());
        Desk.succeed("license", "revoke", license, "--ledger", desk.ledger());
        Desk.succeed("license", "rekey", license, "--ledger", desk.ledger());

        assertThat(audit(AuditAction.LICENSE_REVOKED))
                .singleElement()
                .satisfies(row -> assertThat(row.line()).contains("revokedAt", "licenseKeyHash"));
        assertThat(sgate("revoke", UUID.randomUUID(), "--ledger", desk.ledger()).status())
                .isEqualTo(2);
    }

    @Test
    void anotherKeyUnderAKnownIdSignsNothing() throws IOException {
        String license = license().get("licenseId").asText();
        export(license, "--pool", "1");
        Path other = Files.createDirectory(folder.resolve("other"));
        Desk.succeed("keygen", "--role", "license", "--id", "license", "--out", other);

        CommandRun run = sgate(
                "export",
                "license",
                "--key",
                other.resolve("license.pem"),
                "--ledger",
                desk.ledger(),
                "--license",
                license,
                "--pool",
                "1",
                "--out",
                sticks);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("another key under the id license");
        assertThat(files()).hasSize(1);
        assertThat(audit(AuditAction.OFFLINE_BUNDLE_EXPORTED)).hasSize(1);
    }

    @Test
    void namesAreWhatAnApplianceTakes() {
        assertThat(sgate("tenant", "create", "Exa\u200emple", "--ledger", desk.ledger())
                        .status())
                .isEqualTo(2);
        for (String product : List.of("-press", "_press", "p".repeat(65))) {
            assertThat(sgate("app", "add", "--ledger", desk.ledger(), "--", product)
                            .status())
                    .as(product)
                    .isNotZero();
        }
    }

    @Test
    void theWizardKeepsAllThatTheSiteHad() throws IOException {
        String license = license("--devices", "10").get("licenseId").asText();
        JsonNode before = richBundle(license);
        Path answers = Files.writeString(folder.resolve("answers"), "pool = 3\n");

        JsonNode bundle = terms(Desk.succeed(
                "wizard",
                "--license",
                license,
                "--site",
                "north",
                "--answers",
                answers,
                "--ledger",
                desk.ledger(),
                "--key",
                desk.at("license.pem"),
                "--out",
                sticks,
                "--json"));

        assertThat(bundle.get("pool").get("size").asInt()).isEqualTo(3);
        assertSameTerms(bundle, before);
    }

    @Test
    void whatIsSaidOfALicenseBesideItsIdMustBeSo() throws IOException {
        String license = license("--tier", "team").get("licenseId").asText();
        for (List<String> other : List.of(
                List.of("--tier", "free"),
                List.of("--customer", "Other"),
                List.of("--product", "other"),
                List.of("--license-key", "AAAAA-BBBBB-CCCCC-DDDDD"))) {
            CommandRun run = export(license, words(other.toArray(), "--pool", "1"));
            assertThat(run.status()).as(other.toString()).isEqualTo(2);
            assertThat(run.err()).contains("leave it out");
        }
        assertThat(files()).isEmpty();
        assertThat(export(license, "--pool", "1", "--tier", "team", "--customer", "Example Ltd")
                        .status())
                .isZero();
    }

    @Test
    void aResetCounterRaisesTheEpochOfTheNextBundle() {
        String license = license().get("licenseId").asText();
        assertThat(epoch(export(license, "--pool", "1", "--reset-devices"))).isEqualTo(1);
        Desk.succeed("license", "reset-counter", license, "--ledger", desk.ledger());
        assertThat(epoch(export(license, "--pool", "1"))).isEqualTo(2);
        assertThat(epoch(export(license, "--pool", "1"))).isEqualTo(2);
        assertThat(audit(AuditAction.DEVICE_COUNTER_RESET)).hasSize(1);
    }

    private int epoch(CommandRun run) {
        assertThat(run.status()).as(run.err()).isZero();
        try (DeskLedger ledger = DeskLedger.open(desk.ledger())) {
            return Desk.json(ledger.read(connection -> Audit.of(connection, AuditAction.OFFLINE_BUNDLE_EXPORTED))
                            .getLast()
                            .line())
                    .get("detail")
                    .get("poolEpoch")
                    .asInt();
        }
    }

    @Test
    void whatEndsSoonIsListedForMailJobs() {
        String soon = Instant.now()
                .plus(20, ChronoUnit.HOURS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        String ends = license("--expires", soon).get("licenseId").asText();
        license();
        String revoked = license("--expires", soon).get("licenseId").asText();
        Desk.succeed("license", "revoke", revoked, "--ledger", desk.ledger());

        CommandRun run = sgate("license", "list", "--expiring", "24h", "--json", "--ledger", desk.ledger());

        assertThat(run.out().lines().map(Desk::json)).singleElement().satisfies(found -> {
            assertThat(found.get("licenseId").asText()).isEqualTo(ends);
            assertThat(found.get("customer").asText()).isEqualTo("Example Ltd");
        });
        assertThat(sgate("license", "list", "--ledger", desk.ledger()).out().lines())
                .hasSize(3)
                .anyMatch(line -> line.endsWith("revoked"));
        assertThat(sgate("license", "list", "--expiring", "soon", "--ledger", desk.ledger())
                        .status())
                .isEqualTo(2);
    }

    /** S101: what the desk does for offline touches no online count and no key. */
    @Test
    void mintingAndSuspendingTouchNothingOnline() throws IOException {
        String license = license("--devices", "10").get("licenseId").asText();
        Desk.succeed("license", "set-online-count", license, "4", "--ledger", desk.ledger());
        byte[] key = Files.readAllBytes(desk.at("license.pem"));
        String before = keyHash(license);

        export(license, "--pool", "5");
        Desk.succeed("tenant", "suspend", "Example Ltd", "--ledger", desk.ledger());
        export(license, "--pool", "5");
        Desk.succeed("tenant", "set", "Example Ltd", "--offline", "off", "--ledger", desk.ledger());

        JsonNode shown = show(license);
        assertThat(shown.get("onlineDevices").asInt()).isEqualTo(4);
        assertThat(shown.has("revokedAt")).isFalse();
        assertThat(shown.get("poolEpoch").asInt()).isZero();
        assertThat(keyHash(license)).isEqualTo(before);
        assertThat(Files.readAllBytes(desk.at("license.pem"))).isEqualTo(key);
    }

    private String keyHash(String license) {
        try (DeskLedger ledger = DeskLedger.open(desk.ledger())) {
            return ledger.read(connection -> LicenseTable.find(connection, UUID.fromString(license))
                    .orElseThrow()
                    .keyHash()
                    .hex());
        }
    }

    @Test
    void theNewestUpdateGoesAlong() throws IOException {
        String license = license().get("licenseId").asText();
        Path app = desk.file("press", new byte[] {1, 2, 3});
        CommandRun none = export(license, "--pool", "1", "--with-app", "--trust", desk.trust());
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("no update of press");
        Desk.succeed(
                "export",
                "update",
                "--key",
                desk.at("update.pem"),
                "--app",
                app,
                "--product",
                "press",
                "--app-version",
                "1.10.0",
                "--ledger",
                desk.ledger(),
                "--out",
                folder,
                "--json");
        JsonNode older = desk.update(app);
        Desk.succeed(
                "app",
                "add",
                "press",
                "--update",
                older.get("file").asText(),
                "--trust",
                desk.trust(),
                "--ledger",
                desk.ledger());

        JsonNode bundle = Desk.json(export(license, "--pool", "1", "--with-app", "--trust", desk.trust())
                .out());

        JsonNode inside =
                Desk.json(desk.verify(bundle.get("file").asText()).out()).get("update");
        assertThat(inside.get("version").asText()).isEqualTo("1.10.0");
        assertThat(sgate("app", "list", "--ledger", desk.ledger()).out()).contains("1.10.0 for linux/amd64", "1.0.0");
        assertThat(export(license, "--pool", "1", "--with-app").status()).isEqualTo(2);
    }

    @Test
    void anUpdateBringsTheRevocationListAlong() throws IOException {
        String license = license().get("licenseId").asText();
        Desk.succeed("license", "revoke", license, "--ledger", desk.ledger());
        Path app = desk.file("press", new byte[] {1, 2, 3});
        JsonNode made = Desk.succeed(
                "export",
                "update",
                "--key",
                desk.at("update.pem"),
                desk.at("license.pem"),
                "--app",
                app,
                "--product",
                "press",
                "--app-version",
                "2.0.0",
                "--ledger",
                desk.ledger(),
                "--revocations",
                "--out",
                folder,
                "--json");

        assertThat(made.get("crlNumber").asInt()).isEqualTo(1);
        assertThat(sgate("audit", "--ledger", desk.ledger(), "--subject", "license")
                        .out())
                .contains("KeyUsed", "\"role\":\"license\"");
        assertThat(sgate("audit", "--ledger", desk.ledger(), "--subject", "update")
                        .out())
                .contains("KeyUsed", "\"role\":\"update\"");
        assertThat(desk.verify(made.get("file").asText()).status()).isZero();
        assertThat(sgate(
                                "export",
                                "update",
                                "--key",
                                desk.at("update.pem"),
                                "--app",
                                app,
                                "--product",
                                "press",
                                "--app-version",
                                "2.0.1",
                                "--revocations",
                                "--out",
                                folder)
                        .status())
                .isEqualTo(2);
    }

    @Test
    void aMisspelledCustomerMakesNoTenant() {
        CommandRun run = sgate(
                "export",
                "license",
                "--customer",
                "Exmaple Ltd",
                "--product",
                "press",
                "--pool",
                "1",
                "--key",
                desk.at("license.pem"),
                "--ledger",
                desk.ledger(),
                "--out",
                sticks);

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("no tenant Exmaple Ltd", "did you mean Example Ltd?", "--new-customer");
        assertThat(sgate("tenant", "list", "--ledger", desk.ledger()).out()).doesNotContain("Exmaple");
        assertThat(sticks).isEmptyDirectory();
    }

    @Test
    void mistakesAreNamed() {
        assertThat(sgate("tenant", "create", "Example Ltd", "--ledger", desk.ledger())
                        .status())
                .isEqualTo(2);
        assertThat(sgate("tenant", "set", "Nobody", "--plan", "starter", "--ledger", desk.ledger())
                        .err())
                .contains("no tenant Nobody");
        assertThat(sgate("app", "add", "Press", "--ledger", desk.ledger()).status())
                .isEqualTo(2);
        assertThat(sgate("tenant", "list", "--ledger", folder.resolve("none.db"))
                        .status())
                .isEqualTo(2);
        assertThat(folder.resolve("none.db")).doesNotExist();
        assertThat(sgate(
                                "license",
                                "create",
                                "--customer",
                                "Example Ltd",
                                "--product",
                                "other",
                                "--ledger",
                                desk.ledger())
                        .err())
                .contains("no application other");
        assertThat(sgate("license").status()).isEqualTo(2);
    }
}
