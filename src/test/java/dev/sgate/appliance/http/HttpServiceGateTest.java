package dev.sgate.appliance.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in: the SDK key, and the host that was named. */
class HttpServiceGateTest extends HttpServiceCase {
    @Test
    void theSdkKeyIsAskedForBeforeAnythingElseIsSaid() throws IOException {
        reopenWithSdkKey();
        String right = "X-Keylight-SDK-Key: " + SDK_KEY + "\r\n";
        for (String wrong : List.of(
                "",
                "X-Keylight-SDK-Key:\r\n",
                "X-Keylight-SDK-Key: sdk_live_8\r\n",
                right + right,
                right + "x-keylight-sdk-key: other\r\n")) {
            for (String path : List.of(ACTIVATE, "/nobody/nothing/validate", "/acme/notes/config", "/elsewhere")) {
                for (String method : List.of("POST", "GET", "PUT")) {
                    Wire.Reply reply = wire.call(method, path, wrong, Optional.of("{}"));
                    assertThat(reply.status())
                            .as(method + " " + path + " " + wrong)
                            .isEqualTo(401);
                    assertThat(reply.error()).isEqualTo("Invalid or missing SDK key");
                }
            }
        }
        assertThat(leasing.asked()).isEmpty();
        assertThat(leasing.turnedAway()).hasSize(60).containsOnly("key 127.0.0.1");
        assertThat(wire.post(ACTIVATE, right, TWO_MEMBERS).error()).isEqualTo("License key not found");
        assertThat(wire.post(ACTIVATE, "x-keylight-sdk-key: " + SDK_KEY + "\r\n", TWO_MEMBERS)
                        .status())
                .isEqualTo(404);
        assertThat(wire.call("OPTIONS", ACTIVATE, "", Optional.empty()).status())
                .isEqualTo(200);
    }

    @Test
    void whoIsTurnedAwayGetsItsAnswerAlsoWhereTheJournalIsBroken() throws IOException {
        reopenWithSdkKey();
        leasing.breakJournal();
        assertThat(wire.post(ACTIVATE, TWO_MEMBERS).status()).isEqualTo(401);
        assertThat(failures).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1,404", "127.0.0.1:7420,404", "localhost:7420,404", "[::1]:7420,404",
                "Licenses.Plant.example:7420,404",
        "10.1.2.3,404", "evil.example,421", "127.0.0.1.evil.example,421", "::1,421", "'',421"
    })
    void theHostIsAnAddressOrANameThatIsKnown(String host, int status) {
        String head = "POST " + VALIDATE + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\nContent-Length: "
                + TWO_MEMBERS.length() + "\r\n\r\n";
        Wire.Reply reply = wire.raw(head, TWO_MEMBERS.getBytes(StandardCharsets.UTF_8));
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.error()).isNotEmpty();
        assertThat(leasing.asked()).hasSize(status == 404 ? 1 : 0);
        assertThat(leasing.turnedAway()).isEqualTo(status == 404 ? List.of() : List.of("host 127.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Host: 127.0.0.1\r\nHost: evil.example\r\n"})
    void oneHostIsNamed(String hosts) {
        Wire.Reply reply =
                wire.raw("GET " + VALIDATE + " HTTP/1.1\r\nConnection: close\r\n" + hosts + "\r\n", new byte[0]);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isNotEmpty();
    }
}
