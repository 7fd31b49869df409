package dev.sgate.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RevocationListTest {
    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void revokesWhatIsOnItAndNothingElse() {
        for (int size = 0; size < 50; size++) {
            RevocationList list = RevocationList.of(1, MADE, hashes(0, size));
            assertThat(list.size()).isEqualTo(size);
            assertThat(hashes(0, size)).allMatch(list::revokes);
            assertThat(hashes(size, size + 50)).noneMatch(list::revokes);
        }
    }

    @Test
    void manyAreFound() {
        RevocationList list = RevocationList.of(1, MADE, hashes(0, 100_000));
        assertThat(hashes(0, 100_000)).allMatch(list::revokes);
        assertThat(hashes(100_000, 101_000)).noneMatch(list::revokes);
    }

    @Test
    void bothFormsOnTheWireMeanTheSame() {
        List<Sha256> hashes = hashes(0, 10);
        RevocationList list = RevocationList.of(7, MADE, hashes);
        for (Map<String, Object> form : List.of(list.toPayload(), list.toPlainPayload(hashes))) {
            RevocationList read =
                    RevocationList.read(new Fields("crl.", StrictJson.parseObject(Payloads.toJson(form))));
            assertThat(read.sameEntries(list)).isTrue();
            assertThat(read.number()).isEqualTo(7);
            assertThat(read.issuedAt()).isEqualTo(MADE);
        }
    }

    @Test
    void anEmptyListIsWrittenPlain() {
        Map<String, Object> payload = RevocationList.of(7, MADE, List.of()).toPayload();
        assertThat(payload).containsKey("revoked").doesNotContainKey("packed");
        assertThat(RevocationList.read(new Fields("", StrictJson.parseObject(Payloads.toJson(payload))))
                        .size())
                .isZero();
    }

    @Test
    void theUnionRevokesBoth() {
        RevocationList union =
                RevocationList.of(7, MADE, hashes(0, 10)).union(RevocationList.of(7, MADE, hashes(5, 20)));
        assertThat(union.size()).isEqualTo(20);
        assertThat(union.number()).isEqualTo(7);
        assertThat(hashes(0, 20)).allMatch(union::revokes);
    }

    @Test
    void whatWasKeptOnDiskIsReadBack() {
        RevocationList list = RevocationList.of(7, MADE, hashes(0, 10));
        assertThat(RevocationList.ofPacked(7, MADE, list.packed()).sameEntries(list))
                .isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> RevocationList.ofPacked(7, MADE, new byte[15]));
        assertThatIllegalArgumentException().isThrownBy(() -> RevocationList.ofPacked(7, MADE, new byte[32]));
    }

    private static List<Sha256> hashes(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> Sha256.of(Integer.toString(i).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
