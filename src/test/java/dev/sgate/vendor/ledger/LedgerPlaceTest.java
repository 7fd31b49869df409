package dev.sgate.vendor.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.vendor.BadInput;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerPlaceTest {
    private static PostgresUrl url(String word) {
        return ((LedgerPlace.Server) LedgerPlace.parse(word)).url();
    }

    @Test
    void aWordWithoutASchemeIsAFile(@TempDir Path folder) {
        Path file = folder.resolve("desk.db");
        assertThat(LedgerPlace.parse(file.toString())).isEqualTo(new LedgerPlace.File(file));
        assertThat(LedgerPlace.parse("postgres.db")).isEqualTo(new LedgerPlace.File(Path.of("postgres.db")));
        assertThat(LedgerPlace.parse(file.toString()).mayExist()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://vera:s%40cret+1@db.example:5433/desk?sslmode=verify-full",
                "postgres://vera:s%40cret+1@db.example:5433/desk?sslmode=verify-full",
                "jdbc:postgresql://db.example:5433/desk?user=vera&password=s%40cret%2B1&sslmode=verify-full",
            })
    void aUrlIsRead(String word) {
        assertThat(url(word))
                .isEqualTo(new PostgresUrl(
                        "db.example", 5433, "desk", "vera", Optional.of("s@cret+1"), Map.of("sslmode", "verify-full")));
    }

    @Test
    void whatAUrlLeavesOutHasADefault() {
        assertThat(url("postgresql://[::1]/desk"))
                .isEqualTo(new PostgresUrl(
                        "[::1]", 5432, "desk", System.getProperty("user.name"), Optional.empty(), Map.of()));
    }

    @Test
    void thePasswordIsNeverShown() {
        LedgerPlace place = LedgerPlace.parse("postgresql://vera:s3cret@db.example/desk");
        assertThat(place.toString())
                .isEqualTo("postgresql://vera@db.example:5432/desk")
                .isEqualTo(url("postgresql://vera:s3cret@db.example/desk").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://vera:s3cret@db.example",
                "postgresql://vera:s3cret@db.example/",
                "postgresql://vera:s3cret@db.example/a/b",
                "postgresql://vera:s3cret@db.example:99999/desk",
                "postgresql://vera:s3cret@db.example:0/desk",
                "postgresql://vera:s3cret@/desk",
                "postgresql://vera:s3cret@db example/desk",
                "postgresql://vera:s3cret%zz@db.example/desk",
                "postgresql:desk?password=s3cret",
                "postgresql://vera:s3cret@db.example/desk?socketFactory=evil.Factory",
                "mysql://vera:s3cret@db.example/desk",
                "jdbc:sqlite:s3cret.db",
            })
    void whatIsNoUrlOfOursIsRefusedWithoutItsPassword(String word) {
        assertThatThrownBy(() -> LedgerPlace.parse(word))
                .isInstanceOf(BadInput.class)
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }
}
