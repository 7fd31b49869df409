package dev.sgate.appliance.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is too long or too large is answered, and no connection is reset. */
class HttpServiceLimitsTest extends HttpServiceCase {
    /** What is long is refused before anybody looks at its parts, with and without a right key. */
    @Test
    void aLongPathIsRefusedAtOnce() {
        String base = "/a".repeat((ServiceLimits.TARGET_MAX_CHARS - ACTIVATE.length()) / 2);
        int rest = ServiceLimits.TARGET_MAX_CHARS - base.length() - ACTIVATE.length();
        wire.post(base + "/".repeat(rest) + ACTIVATE, TWO_MEMBERS);
        assertThat(leasing.last().product()).isEqualTo("notes");

        Wire.Reply reply = wire.post(base + "/".repeat(rest + 1) + ACTIVATE, TWO_MEMBERS);
        assertThat(reply.status()).isEqualTo(414);
        assertThat(reply.error()).isNotEmpty();
        assertThat(leasing.asked()).hasSize(1);
    }

    @Test
    void aLargeBodyIsAnsweredAndNotReset() {
        for (int size : new int[] {ServiceLimits.BODY_MAX_BYTES + 1, 200_000, 1_000_000}) {
            Wire.Reply reply = wire.post(VALIDATE, "{\"x\":\"" + "x".repeat(size) + "\"}");
            assertThat(reply.status()).isEqualTo(413);
            assertThat(reply.error()).isNotEmpty();
        }
        assertThat(leasing.asked()).isEmpty();
    }

    @Test
    void aBodyOfTheLargestSizeIsRead() {
        int rest = ServiceLimits.BODY_MAX_BYTES - TWO_MEMBERS.length();
        assertThat(wire.post(VALIDATE, TWO_MEMBERS + " ".repeat(rest)).status()).isEqualTo(404);
        assertThat(wire.post(VALIDATE, TWO_MEMBERS + " ".repeat(rest + 1)).status())
                .isEqualTo(413);
    }

    @Test
    void largeHeadersAreAnsweredAndNotReset() {
        Wire.Reply reply = wire.post(VALIDATE, "X-Big: " + "x".repeat(20_000) + "\r\n", TWO_MEMBERS);
        assertThat(reply.status()).isEqualTo(431);
        assertThat(reply.error()).isNotEmpty();
        assertThat(leasing.asked()).isEmpty();
    }
}
