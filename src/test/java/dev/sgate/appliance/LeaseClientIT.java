package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sgate.cli.CommandRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon as a process, a license from a stick, and a client in Python that shares no code with us. */
class LeaseClientIT {
    private static final String CLIENT = "src/test/python/lease_client.py";

    @TempDir
    Path folder;

    private LicensedSite site() throws IOException {
        LicensedSite site = new LicensedSite(folder);
        site.set("lease.tenant = acme");
        return site;
    }

    /** LEASE-PROTOCOL 9.28, each line a process of its own. */
    @Test
    void aClientThatKnowsTheProtocolAloneLivesItsLife() throws Exception {
        try (LicensedSite site = site()) {
            site.start();
            JsonNode minted = site.mint("lantern", 3);
            String key = minted.path("licenseKey").asText();
            assertThat(key).isNotEmpty();
            site.plugIn(Path.of(minted.path("file").asText()));
            becomesAClient(site, key);
            site.stop();
            assertThat(client(site, "one", "launch"))
                    .as("offline")
                    .containsExactly("keyset 0", "validate 0", "licensed");
            site.start();
            staysAClient(site, key, minted.path("licenseId").asText());
        }
    }

    private void becomesAClient(LicensedSite site, String key) throws IOException, InterruptedException {
        assertThat(client(site, "one", "activate", key, "machine-1"))
                .containsExactly("keyset 200", "activate 200", "licensed");
        assertThat(client(site, "two", "activate", key.replace("-", "").toLowerCase(Locale.ROOT), "machine-2"))
                .endsWith("activate 200", "licensed");
        assertThat(client(site, "three", "activate", key, "machine-3"))
                .as("the appliance itself has the third seat")
                .endsWith("activate 402 Activation limit reached", "none");
        assertThat(client(site, "one", "launch")).containsExactly("keyset 200", "validate 200", "licensed");
    }

    private void staysAClient(LicensedSite site, String key, String licenseId)
            throws IOException, InterruptedException {
        assertThat(client(site, "one", "launch")).containsExactly("keyset 200", "validate 200", "licensed");
        assertThat(client(site, "two", "deactivate")).containsExactly("deactivate 200", "none");
        assertThat(client(site, "two", "launch"))
                .containsExactly("keyset 200", "validate 422 Instance not found or deactivated", "none");

        CommandRun.succeed("revoke", "--ledger", site.ledger(), licenseId);
        site.bringLicense("narrow", 3);
        assertThat(client(site, "one", "launch"))
                .containsExactly("keyset 200", "validate 422 License has been revoked", "none");
        assertThat(client(site, "four", "activate", key, "machine-4"))
                .endsWith("activate 404 License key not found", "none");
    }

    @Test
    void aPortInUseIsSaidAndSticksAreServed() throws Exception {
        try (LicensedSite site = site();
                ServerSocket taken = new ServerSocket(site.port(), 1, InetAddress.getLoopbackAddress())) {
            DaemonProcess daemon = site.start("leases: nobody can ask");
            assertThat(daemon.log().lines().filter(line -> line.contains("leases:")))
                    .singleElement()
                    .asString()
                    .contains("change lease.listen", "127.0.0.1:" + taken.getLocalPort());
            site.bringLicense("lantern", 3);
        }
    }

    /** What the client says, line by line. */
    private List<String> client(LicensedSite site, String store, String... words)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                "python3", CLIENT, folder.resolve(store + ".json").toString(), site.root() + "/", "acme", "lantern"));
        line.addAll(List.of(words));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        assertThat(status).as(said).isEqualTo(said.endsWith("licensed\n") ? 0 : 4);
        return said.lines().map(String::strip).toList();
    }
}
