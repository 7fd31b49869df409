package dev.sgate.appliance.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.host.LeaseKeyFiles;
import dev.sgate.station.leasing.ServedSite;
import dev.sgate.store.SqliteLedger;
import dev.sgate.store.TestLedgers;
import dev.sgate.vectors.Samples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The site of the 28 cases of LEASE-PROTOCOL 9: a client over a real socket, the real rules, a real ledger and real key files; only the
 * clock is the test's.
 */
abstract class ConformanceSite {
    static final String KEY = Samples.LICENSE_KEY;
    static final String ACTIVATE = "/site/lantern/activate";
    static final String VALIDATE = "/site/lantern/validate";
    static final String DEACTIVATE = "/site/lantern/deactivate";
    static final String KEYSET = "/site/.well-known/keylight-keys";
    static final String GONE = "Instance not found or deactivated";
    static final Instant END = Instant.parse(Samples.VALID_UNTIL);
    static final String SDK_KEY = "sdk_live_7";
    static final String STRANGE = "\"a\":1,\"b\":-1.5e300,\"c\":[{\"d\":[]}],\"e\":{\"license_key\":5},\"f\":true,"
            + "\"g\":null,\"h\":\"\",\"valid\":true,";

    @TempDir
    Path state;

    final List<Throwable> failures = new ArrayList<>();
    SqliteLedger ledger;
    LeaseKeyFiles keys;
    ServedSite site;
    HttpService service;
    Wire wire;

    @BeforeEach
    void start() throws IOException {
        keys = new LeaseKeyFiles(state, () -> false, (event, what, why, next) -> {});
        ledger = TestLedgers.open(state);
        site = new ServedSite(ledger, keys, UUID::randomUUID);
        serve(site, Optional.empty());
    }

    final void serve(ServedSite served, Optional<SdkKey> sdkKey) throws IOException {
        ServiceTerms terms = new ServiceTerms(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), sdkKey, Networks.NONE, HostNames.NONE);
        service = HttpService.open(terms, served.leasing(), () -> new byte[0], (what, cause) -> failures.add(cause));
        wire = new Wire(service.address());
    }

    @AfterEach
    void stop() {
        service.close();
        ledger.close();
    }

    /** As after a crash: everything is read from the disk again. */
    void restart() throws IOException {
        Instant now = site.now();
        stop();
        start();
        site.setNow(now);
    }

    static void assertError(int status, Wire.Reply reply) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.error()).isNotBlank();
        assertThat(reply.json().properties()).extracting(Map.Entry::getKey).containsExactly("error");
    }

    /** All that came back but the date. */
    static String seen(Wire.Reply reply) {
        Map<String, String> headers = new TreeMap<>(reply.headers());
        headers.remove("date");
        return reply.status() + " " + headers + " " + reply.body();
    }

    long events() {
        long[] count = {0};
        ledger.eventsAfter(0, event -> count[0]++);
        return count[0];
    }

    void holdPool(int size) {
        site.hold(license -> license.put("pool", Samples.members("size", size)));
    }

    void holdAnother() {
        site.hold(license -> {
            license.put("licenseId", "7d3c2b1a-9f8e-4d6c-8b5a-000000000000");
            license.put("licenseKeyHash", Samples.digest("OTHERKEY"));
        });
    }

    void revoke() {
        site.hold(license -> {
            license.put("serial", 60);
            license.put("crl", Samples.crl(Samples.LICENSE_KEY_HASH));
        });
    }

    SdkClient licensed(String machine) {
        SdkClient client = new SdkClient(wire).fetchKeys();
        Wire.Reply reply = client.activate(KEY, machine(machine), site.now());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return client;
    }

    Wire.Reply activation(String machine) {
        return wire.post(ACTIVATE, SdkClient.activation(KEY, machine(machine)));
    }

    static Optional<String> machine(String name) {
        return Optional.of(Samples.digest(name));
    }

    /** So many clients that begin at the same moment. */
    static <T> List<T> atOnce(int clients, IntFunction<T> ask) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<T>> asked = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < clients; i++) {
                int at = i;
                asked.add(threads.submit(() -> {
                    start.await();
                    return ask.apply(at);
                }));
            }
            start.countDown();
        }
        List<T> answers = new ArrayList<>();
        for (Future<T> answer : asked) {
            answers.add(answer.get());
        }
        return answers;
    }
}
