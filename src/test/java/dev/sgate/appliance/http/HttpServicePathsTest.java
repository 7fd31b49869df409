package dev.sgate.appliance.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths and methods there are. */
class HttpServicePathsTest extends HttpServiceCase {
    private static String lines(String... headers) {
        return String.join("\r\n", headers) + "\r\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ACTIVATE,
                "//acme/notes/activate",
                "/a/b/c" + ACTIVATE,
                "/base//acme/notes/activate",
                ACTIVATE + "?x=1"
            })
    void aBaseMayBeAnythingAndASlashTooManyIsPassedOver(String path) {
        wire.post(path, TWO_MEMBERS);
        assertThat(leasing.last().tenant()).isEqualTo("acme");
        assertThat(leasing.last().product()).isEqualTo("notes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/activate",
                "/notes/activate",
                "/Acme/notes/activate",
                "/acme/notes/renew",
                "/acme/n%6ftes/activate"
            })
    void anyOtherPathIsNotFound(String path) {
        Wire.Reply reply = wire.post(path, TWO_MEMBERS);
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.error()).isNotEmpty();
        assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(leasing.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/acme/.well-known/keylight-keys",
                "//acme/.well-known/keylight-keys",
                "/base/acme/.well-known/keylight-keys"
            })
    void theKeysetIsPublic(String path) throws IOException {
        reopenWithSdkKey();
        Wire.Reply reply = wire.get(path);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("primary_kid").textValue()).isEqualTo("site-1");
        assertThat(reply.json().path("keys").path(0).path("public_key").textValue())
                .hasSize(44);
        assertThat(wire.get(path.replace("acme", "other")).status()).isEqualTo(404);
    }

    @Test
    void keylessAndConfigSayNothingAndKeepNothing() {
        assertThat(wire.post("/acme/notes/keyless", "{\"instance_id\":\"u\",\"state\":\"trial\"}")
                        .body())
                .isEqualTo("{}");
        assertThat(wire.get("/acme/notes/config").body()).isEqualTo("{}");
        assertThat(leasing.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "PATCH", "TRACE"})
    void otherMethodsOnAPostRouteAreNotAllowed(String method) {
        Wire.Reply reply = wire.call(method, VALIDATE, "", Optional.empty());
        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo("POST, OPTIONS");
        if (method.equals("HEAD")) {
            assertThat(reply.body()).isEmpty();
        } else {
            assertThat(reply.error()).isNotEmpty();
        }
        assertThat(leasing.asked()).isEmpty();
    }

    @Test
    void aBrowserIsToldWhatItMaySend() {
        Wire.Reply reply = wire.call(
                "OPTIONS",
                VALIDATE,
                lines(
                        "Origin: http://app.example",
                        "Access-Control-Request-Method: POST",
                        "Access-Control-Request-Headers: content-type,x-keylight-sdk-key,x-keylight-request-id"),
                Optional.empty());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(reply.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(reply.header("Access-Control-Allow-Headers"))
                .isEqualTo("Content-Type, X-Keylight-SDK-Key, X-Keylight-Request-Id");
        assertThat(wire.post(VALIDATE, TWO_MEMBERS).header("Access-Control-Expose-Headers"))
                .contains("Retry-After");
        assertThat(wire.call("OPTIONS", "/elsewhere", "", Optional.empty()).status())
                .isEqualTo(404);
    }
}
