package dev.sgate.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sgate.license.lease.Lease;
import dev.sgate.license.lease.LeaseKeyset;
import dev.sgate.license.lease.LeaseStatus;
import dev.sgate.license.lease.LeaseTerms;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A lease service for one seat of the tier pro (48 h), with a clock of its own: what the example scripts talk to. */
final class SiteStandIn implements ScriptSite, AutoCloseable {
    static final Duration GRACE = Duration.ofDays(2);

    private static final ObjectMapper JSON = new ObjectMapper();
    private final SigningKey key = SigningKey.newEd25519(new SecureRandom());
    private final LeaseKeyset keyset;
    private final HttpServer server;
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private volatile Instant now;
    private volatile String holder = "";
    private volatile boolean pullsThePlug;

    SiteStandIn(Instant now) throws IOException {
        Ed25519PublicKey known = (Ed25519PublicKey) key.publicKey();
        this.now = now;
        this.keyset = LeaseKeyset.of(LeaseKeyset.siteKid(known), known);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/site";
    }

    @Override
    public String product() {
        return "lantern";
    }

    @Override
    public String licenseKey() {
        return "LANT-0000-0001";
    }

    /** The time here from now on. */
    void itIs(Instant time) {
        now = time;
    }

    @Override
    public void isOutOfReach(boolean gone) {
        pullsThePlug = gone;
    }

    /** Somebody else has the seat. */
    @Override
    public void seatIsTaken() {
        holder = "somebody else";
    }

    /** What was asked for and answered, in order. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String action = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
        if (pullsThePlug) {
            exchange.close();
            return;
        }
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        switch (action) {
            case "keylight-keys" -> say(exchange, 200, keyset.toPayload());
            case "activate" -> activate(exchange, body);
            case "validate" -> validate(exchange, body);
            case "deactivate" -> {
                holder = "";
                say(exchange, 200, Map.of("deactivated", true));
            }
            default -> say(exchange, 404, Map.of("error", "no such route"));
        }
        asked.add(action + " " + exchange.getResponseCode());
    }

    private void activate(HttpExchange exchange, JsonNode body) throws IOException {
        String machine = body.path("machine_hash").asText();
        if (!holder.isEmpty() && !holder.equals(machine)) {
            say(exchange, 402, Map.of("error", "Activation limit reached"));
            return;
        }
        holder = machine;
        Map<String, Object> granted = new LinkedHashMap<>();
        granted.put("activated", true);
        granted.put("instance_id", instance().toString());
        granted.put("lease", lease());
        say(exchange, 200, granted);
    }

    private void validate(HttpExchange exchange, JsonNode body) throws IOException {
        if (holder.isEmpty()
                || !body.path("instance_id").asText().equals(instance().toString())) {
            say(exchange, 422, Map.of("error", "Instance not found or deactivated"));
            return;
        }
        say(exchange, 200, Map.of("valid", true, "lease", lease()));
    }

    private UUID instance() {
        return UUID.nameUUIDFromBytes(holder.getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, Object> lease() {
        return Lease.issue(
                        new LeaseTerms(
                                keyset.primary(),
                                Sha256.of("a key".getBytes(StandardCharsets.UTF_8)),
                                instance(),
                                now,
                                now.plus(GRACE),
                                LeaseStatus.ACTIVE,
                                List.of("reports", "base", "Base")),
                        key)
                .toPayload();
    }

    private static void say(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        byte[] bytes = Payloads.toJson(body);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
