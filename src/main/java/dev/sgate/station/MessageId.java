package dev.sgate.station;

import dev.sgate.seal.RefusalCode;
import dev.sgate.seal.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * What the system's journal knows a kind of line by: {@code MESSAGE_ID}, under which the catalog has its explanation. The first 128
 * bits of the SHA-256 of {@code sgate-message-v1|} and a word; so it is the same on each box and in each version.
 *
 * @param hex 32 digits in lower case
 */
public record MessageId(String hex) {
    private static final String DOMAIN = "sgate-message-v1|";
    private static final int DIGITS = 32;

    /** Of a line that carries a refusal, whatever it is about: its word is {@code refusal/CODE}. */
    public static MessageId of(RefusalCode code) {
        return ofWord("refusal/" + code.word());
    }

    /** Of any other line: its word is the event's. */
    public static MessageId of(LogEvent event) {
        return ofWord(event.word());
    }

    private static MessageId ofWord(String word) {
        return new MessageId(Sha256.of((DOMAIN + word).getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, DIGITS));
    }
}
