package dev.sgate.appliance.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.appliance.metrics.Metrics;
import dev.sgate.station.Meter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /metrics}: over the wire, and what callers from elsewhere see. */
class MetricsFaceTest {
    private static final Answer NEXT = Answer.error(Answer.NOT_FOUND, "the next face");

    private final Metrics metrics = new Metrics();
    private final MetricsFace face = new MetricsFace(metrics::exposition, ask -> NEXT);

    @Test
    void theTextIsThatOfThisMoment() throws IOException {
        ServiceTerms terms = ServiceTerms.loopback(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        try (HttpService service =
                HttpService.open(terms, new ScriptedLeasing(), metrics::exposition, (what, cause) -> {})) {
            Wire wire = new Wire(service.address());
            metrics.checked("pro", Meter.Check.SUCCESS);
            Wire.Reply reply = wire.get("/metrics");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.header("Content-Type")).isEqualTo(Metrics.CONTENT_TYPE);
            assertThat(reply.body())
                    .contains("offline_validation_total{tier=\"pro\",result=\"success\"} 1\n")
                    .endsWith("\n");
            metrics.checked("pro", Meter.Check.SUCCESS);
            assertThat(wire.get("/metrics?x=1").body()).contains("result=\"success\"} 2\n");
            assertThat(wire.call("HEAD", "/metrics", "", Optional.empty()).body())
                    .isEmpty();
            assertThat(wire.post("/metrics", "{}").status()).isEqualTo(405);
            assertThat(wire.post("/metrics", "{}").header("Allow")).isEqualTo("GET, HEAD");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1"})
    void thisMachineIsAnswered(String address) throws IOException {
        assertThat(face.answer(ask(address, "/metrics")).status()).isEqualTo(200);
    }

    /** Also one of a network that may ask for licenses, and this machine through its own address on the network. */
    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "192.168.0.1", "fd00::7", "128.0.0.1"})
    void forOthersThereIsNothing(String address) throws IOException {
        assertThat(face.answer(ask(address, "/metrics"))).isSameAs(NEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/metrics/", "//metrics", "/site/metrics", "/site/metrics/activate"})
    void otherAddressesAreTheNextFaces(String path) throws IOException {
        assertThat(face.answer(ask("127.0.0.1", path))).isSameAs(NEXT);
    }

    private static Ask ask(String from, String path) throws IOException {
        return new Ask("GET", path, Map.of(), InetAddress.getByName(from), new byte[0]);
    }
}
