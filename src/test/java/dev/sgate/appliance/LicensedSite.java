package dev.sgate.appliance;

import static dev.sgate.cli.CommandRun.sgate;
import static dev.sgate.cli.CommandRun.succeed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sgate.cli.CommandRun;
import dev.sgate.cli.VendorKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A vendor's desk and an appliance with its lease service, which is a process of its own: all of it the real thing. */
public final class LicensedSite implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Path media;
    private final VendorKeys keys;
    private final String listen;
    private final List<String> settings = new ArrayList<>();
    private Optional<DaemonProcess> daemon = Optional.empty();
    private int starts;
    private int sticks;

    /** Makes the keys and the trust document; starts nothing yet. */
    public LicensedSite(Path folder) throws IOException {
        this(folder, false);
    }

    /** The same with an RSA key for license caches, which takes seconds to make. */
    public static LicensedSite withCacheKey(Path folder) throws IOException {
        return new LicensedSite(folder, true);
    }

    private LicensedSite(Path folder, boolean cacheKey) throws IOException {
        this.folder = folder;
        this.media = Files.createDirectory(folder.resolve("media"));
        this.keys = cacheKey ? withOneForCaches(folder) : new VendorKeys(folder);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listen = "127.0.0.1:" + free.getLocalPort();
        }
        settings.add("lease.listen = " + listen);
        settings.add("products = lantern, narrow");
    }

    private static VendorKeys withOneForCaches(Path folder) {
        succeed("keygen", "--role", "license", "--algorithm", "rsa-4096", "--id", "cache", "--out", folder);
        return new VendorKeys(folder, "--license", folder.resolve("cache.pub"));
    }

    /** One more line for the settings, from the next start on. */
    public void set(String line) {
        settings.add(line);
    }

    /** Starts the appliance, and waits until applications can ask. */
    public void start() throws IOException {
        start("leases: applications can ask");
    }

    /** Starts the appliance, and waits for this line of its log. */
    DaemonProcess start(String until) throws IOException {
        DaemonProcess started = launch();
        daemon = Optional.of(started);
        started.await("ready");
        started.await(until);
        return started;
    }

    /** Launches an appliance and neither waits for it nor ends it; with more words for {@code sgate run}. */
    DaemonProcess launch(Object... more) throws IOException {
        starts++;
        Files.write(config(), settings);
        List<Object> words = new ArrayList<>(List.of("--config", config(), "--media", media, "--state", state()));
        words.addAll(List.of("--trust", trust(), "--allow-folders"));
        words.addAll(List.of(more));
        return DaemonProcess.launch(folder.resolve("daemon-" + starts + ".log"), words.toArray());
    }

    private Path config() {
        return folder.resolve("settings-" + starts + ".properties");
    }

    /** The appliance that runs. */
    DaemonProcess daemon() {
        return daemon.orElseThrow();
    }

    /** Asks the appliance by a verb of {@code sgate}, with its settings. */
    CommandRun ask(Object... words) {
        List<Object> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--config", config(), "--state", state(), "--trust", trust()));
        return sgate(all.toArray());
    }

    /** The events of this type in the journal. */
    List<String> events(String type) {
        return ask("journal", "--json")
                .out()
                .lines()
                .filter(line -> line.contains("\"type\":\"" + type + "\""))
                .toList();
    }

    /** Stops the appliance in order. */
    public void stop() {
        daemon.ifPresent(DaemonProcess::close);
        daemon = Optional.empty();
    }

    /** An update of {@code lantern} that is one program. */
    Path update(String version, String script, Object... more) throws IOException {
        Path app = Files.writeString(folder.resolve("lantern"), script);
        Path out = folder.resolve("lantern-" + version + ".sgupd");
        List<Object> words = new ArrayList<>(List.of("--platform", "any"));
        words.addAll(List.of(more));
        keys.exportUpdate(app, "lantern", version, out, words.toArray()).printed();
        return out;
    }

    /** Mints a license, with more words for {@code export license}. */
    public JsonNode mint(String product, int pool, String... more) throws IOException {
        return mint(at("license.pem"), product, pool, more);
    }

    private JsonNode mint(Path key, String product, int pool, String... more) throws IOException {
        List<Object> words = new ArrayList<>(List.of(
                "export",
                "license",
                "--key",
                key,
                "--ledger",
                ledger(),
                "--customer",
                "Example Ltd",
                "--product",
                product,
                "--pool",
                pool,
                "--out",
                folder,
                "--json"));
        words.addAll(List.of(more));
        return JSON.readTree(succeed(words.toArray()));
    }

    /** Mints the next bundle of a license; whatever becomes of it. */
    CommandRun mintAgain(String license) {
        return sgate(
                "export",
                "license",
                "--key",
                at("license.pem"),
                "--ledger",
                ledger(),
                "--license",
                license,
                "--pool",
                2,
                "--out",
                folder,
                "--json");
    }

    /** A license for two devices, signed by the key of this name; its file. */
    Path mintSignedBy(String key, String product) throws IOException {
        return Path.of(mint(at(key + ".pem"), product, 2).path("file").asText());
    }

    /** Plugs in a stick with this file, and waits until it may be pulled out. */
    public void plugIn(Path file) throws IOException {
        long before = unplugged();
        plugIn("stick-" + ++sticks, file);
        Awaitility.await("safe to unplug").atMost(Duration.ofSeconds(60)).until(() -> unplugged() > before);
    }

    /** A stick of this name appears whole, as a mount does; not waited for. */
    Path plugIn(String name, Path... files) throws IOException {
        Path made = Files.createTempDirectory(folder, "stick");
        for (Path file : files) {
            Files.copy(file, made.resolve(file.getFileName()));
        }
        return plugInWhole(name, made);
    }

    /** This folder becomes a stick of this name. */
    Path plugInWhole(String name, Path made) throws IOException {
        return Files.move(made, media.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    void unplug(String name) throws IOException {
        Files.move(
                media.resolve(name), Files.createTempDirectory(folder, "away").resolve(name));
    }

    /** Waits until the stick of this name may be pulled out. */
    void awaitRelease(String name) {
        Awaitility.await(name)
                .pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(60))
                .until(() -> daemon().log()
                        .lines()
                        .anyMatch(line -> line.contains("safe to unplug") && line.contains("volume=" + name)));
    }

    private long unplugged() {
        String log = daemon().log();
        return log.lines().filter(line -> line.contains("safe to unplug")).count();
    }

    /** Mints a license and brings it in; its license key. */
    public String bringLicense(String product, int pool, String... more) throws IOException {
        JsonNode minted = mint(product, pool, more);
        plugIn(Path.of(minted.path("file").asText()));
        return minted.path("licenseKey").asText();
    }

    /** The lease service with its tenant. */
    public String url() {
        return "http://" + listen + "/site";
    }

    /** Asks the lease service, as an application does. */
    HttpResponse<String> post(String product, String action, Map<String, String> body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/" + product + "/" + action))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    /** {@code http://} address and port. */
    public String root() {
        return "http://" + listen;
    }

    /** The port of the lease service. */
    int port() {
        return Integer.parseInt(listen.substring(listen.indexOf(':') + 1));
    }

    public Path state() {
        return folder.resolve("state");
    }

    public Path trust() {
        return keys.trust();
    }

    /** The desk's own record. */
    Path ledger() {
        return at("desk.db");
    }

    /** The RSA key that signs license caches; only of a site made {@link #withCacheKey}. */
    public Path cacheKey() {
        return at("cache.pem");
    }

    Path at(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() {
        stop();
    }
}
