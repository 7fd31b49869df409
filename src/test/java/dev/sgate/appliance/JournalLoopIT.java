package dev.sgate.appliance;

import static dev.sgate.cli.CommandRun.sgate;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sgate.cli.CommandRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way back between a desk and an appliance of its own process: what leaves, what is lost, and a history that is not the desk's. */
class JournalLoopIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private LicensedSite site;

    @BeforeEach
    void site() throws IOException {
        site = new LicensedSite(folder);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    /** The journal in this folder, made now. */
    private Path collect(String name) throws IOException {
        Path out = folder.resolve(name);
        assertThat(site.ask("collect-telemetry", "--out", out).status()).isZero();
        try (Stream<Path> files = Files.list(out)) {
            return files.findFirst().orElseThrow();
        }
    }

    private CommandRun importOf(Path journal) {
        return sgate("import-sync", journal, "--ledger", site.ledger());
    }

    /** S101: the desk mints no more for a suspended tenant, and what is in the field lives on. */
    @Test
    void aSuspendedTenantsBundleGoesOnRunning() throws Exception {
        site.start();
        JsonNode minted = site.mint("lantern", 2);
        site.plugIn(Path.of(minted.path("file").asText()));
        CommandRun.succeed("tenant", "suspend", "Example Ltd", "--ledger", site.ledger());

        CommandRun declined = site.mintAgain(minted.path("licenseId").asText());

        assertThat(declined.status()).isEqualTo(4);
        assertThat(JSON.readTree(declined.out()).path("reason").asText()).isEqualTo("tenant-suspended");
        assertThat(CommandRun.succeed("audit", "--json", "--ledger", site.ledger())
                        .lines()
                        .filter(row -> row.contains("\"ExportDeclined\"")))
                .singleElement()
                .asString()
                .contains("tenant-suspended");
        CommandRun check = site.ask("check", "--product", "lantern");
        assertThat(check.status()).as(check.out() + check.err()).isZero();
        assertThat(check.out()).startsWith("valid");
        assertThat(activate(minted.path("licenseKey").asText(), "a").statusCode())
                .as("and new devices get their seats")
                .isEqualTo(200);
    }

    @Test
    void whatIsShownBeforeIsWhatLeaves() throws Exception {
        site.start();
        site.bringLicense("lantern", 2);
        site.stop();
        long events = site.ask("journal").out().lines().count();

        String words = site.ask("collect-telemetry", "--preview").out();
        List<String> shown = site.ask("collect-telemetry", "--preview", "--json")
                .out()
                .lines()
                .toList();

        assertThat(words).contains("file 1 of 1, signed and not encrypted", "events 1 to " + events);
        assertThat(site.ask("journal").out().lines()).as("only looked at").hasSize((int) events);
        List<String> left = lines(collect("telemetry"));
        assertThat(left).hasSizeGreaterThanOrEqualTo((int) events);
        assertThat(shown.subList(shown.size() - left.size(), shown.size())).isEqualTo(left);
        assertThat(site.ask("journal").out().lines()).as("this one is told").hasSize((int) events + 1);
    }

    /** The devices and events in a journal that is not encrypted. */
    private static List<String> lines(Path journal) throws IOException {
        byte[] file = Files.readAllBytes(journal);
        int attachment = new String(file, StandardCharsets.ISO_8859_1).indexOf('\n') + 1;
        try (GZIPInputStream gzip =
                new GZIPInputStream(new ByteArrayInputStream(Arrays.copyOfRange(file, attachment, file.length)))) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    @Test
    void withoutTheJournalsKeyItGoesOnAndTheGapIsNamed() throws Exception {
        site.start();
        site.bringLicense("lantern", 2);
        site.stop();
        Path key = site.state().resolve("keys/journal.key");
        byte[] before = Files.readAllBytes(key);
        long lost = site.ask("journal").out().lines().count();
        Files.delete(key);

        site.start();

        assertThat(site.daemon().log()).containsPattern("journal.key is gone.*firstSeq=1 lastSeq=" + lost);
        assertThat(Files.readAllBytes(key)).hasSize(before.length).isNotEqualTo(before);
        CommandRun check = site.ask("check");
        assertThat(check.status()).as(check.out()).isZero();
        site.stop();
        CommandRun told = importOf(collect("telemetry"));
        assertThat(told.status()).as(told.err()).isZero();
        assertThat(told.out()).contains("lost: events 1 to " + lost, "accept-gap");
    }

    /** U10: a disk that was put back has not come as far as the desk knows. It gives no new seat, and takes none away. */
    @Test
    void aForkedJournalIs403ForNewDevices() throws Exception {
        site.start();
        JsonNode minted = site.mint("lantern", 5);
        String key = minted.path("licenseKey").asText();
        site.plugIn(Path.of(minted.path("file").asText()));
        assertThat(activate(key, "a").statusCode()).isEqualTo(200);
        site.stop();
        Path copy = folder.resolve("copy.db");
        Files.copy(site.state().resolve("sgate.db"), copy);
        collect("first"); // the word that tells of it is not on the copy
        assertThat(importOf(collect("second")).status()).isZero();
        Files.move(copy, site.state().resolve("sgate.db"), StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(site.state().resolve("sgate.db-wal"));
        Files.deleteIfExists(site.state().resolve("sgate.db-shm"));

        site.start();
        CommandRun next = site.mintAgain(minted.path("licenseId").asText());
        site.plugIn(Path.of(JSON.readTree(next.out()).path("file").asText()));

        assertThat(site.events("journal-forked")).hasSize(1);
        assertThat(activate(key, "b").statusCode()).isEqualTo(403);
        assertThat(activate(key, "a").statusCode()).as("who sits, sits").isEqualTo(200);
        assertThat(site.ask("seats", "list").out()).contains("aaaaaaaa").doesNotContain("bbbbbbbb");
    }

    /** Two keys of the vendor, one after the other, and a daemon that never stops. */
    @Test
    void aKeyIsRotatedByStickWhileTheApplianceRuns() throws Exception {
        DaemonProcess daemon = site.start("leases: applications can ask");
        site.bringLicense("lantern", 2);
        CommandRun.succeed("keygen", "--role", "license", "--id", "license-2", "--out", folder);
        Path next = site.at("2.sgtrust");
        CommandRun.succeed(
                "trust",
                "next",
                site.trust(),
                "--add-license",
                site.at("license-2.pub"),
                "--drop",
                "license",
                "--sign",
                site.at("root.pem"),
                "--out",
                next);
        Path early = site.mintSignedBy("license-2", "narrow");

        site.plugIn(early);
        assertThat(daemon.log()).containsPattern("not accepted.*code=unknown-key");
        site.plugIn(next);
        site.plugIn(site.mintSignedBy("license-2", "narrow"));
        site.plugIn(site.mintSignedBy("license", "narrow"));

        assertThat(site.ask("check", "--product", "narrow").out()).startsWith("valid");
        assertThat(daemon.log().lines().filter(line -> line.contains("code=unknown-key")))
                .as("before the new key, and after the old one")
                .hasSize(2);
        assertThat(site.events("startup")).as("no restart").hasSize(1);
    }

    /** What an application asks over the wire. */
    private HttpResponse<String> activate(String key, String device) throws Exception {
        return site.post(
                "lantern",
                "activate",
                Map.of("license_key", key, "machine_hash", device.repeat(64), "instance_name", "press"));
    }
}
