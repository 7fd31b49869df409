package dev.sgate.appliance.http;

import dev.sgate.license.lease.LeaseKeyset;
import dev.sgate.seal.Ed25519PublicKey;
import dev.sgate.seal.Kid;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The service on a real socket, with a use case that answers what a test tells it to. */
abstract class HttpServiceCase {
    static final String ACTIVATE = "/acme/notes/activate";
    static final String VALIDATE = "/acme/notes/validate";
    static final String TWO_MEMBERS = "{\"license_key\":\"NOTES-1\",\"instance_id\":\"i-1\"}";
    static final String SDK_KEY = "sdk_live_7";
    static final SigningKey KEY = SigningKey.newEd25519(new SecureRandom());

    final ScriptedLeasing leasing = new ScriptedLeasing();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final LeaseKeyset keyset = LeaseKeyset.of(new Kid("site-1"), (Ed25519PublicKey) KEY.publicKey());
    private HttpService service;
    Wire wire;

    @BeforeEach
    void open() throws IOException {
        open(terms(Optional.empty(), Networks.NONE));
    }

    private void open(ServiceTerms terms) throws IOException {
        leasing.serves("acme", keyset);
        service = HttpService.open(terms, leasing, () -> new byte[0], (what, cause) -> failures.add(cause));
        wire = new Wire(service.address());
    }

    private static ServiceTerms terms(Optional<SdkKey> key, Networks networks) {
        return new ServiceTerms(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                key,
                networks,
                new HostNames(Set.of("licenses.plant.example")));
    }

    @AfterEach
    void close() {
        service.close();
    }

    void reopenWithSdkKey() throws IOException {
        service.close();
        open(terms(Optional.of(new SdkKey(Sha256.of(SDK_KEY.getBytes(StandardCharsets.UTF_8)))), Networks.NONE));
    }
}
