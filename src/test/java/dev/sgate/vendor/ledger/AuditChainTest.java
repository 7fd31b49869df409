package dev.sgate.vendor.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.journal.ChainHead;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AuditChainTest {
    private static final int ROWS = 6;

    private final List<AuditRow> log = new ArrayList<>();
    private final AuditChain.StoredHead head;

    AuditChainTest() {
        ChainHead last = ChainHead.EMPTY;
        for (int i = 1; i <= ROWS; i++) {
            log.add(row(Fixtures.entry("tenant " + i), last));
            last = new ChainHead(i, new Sha256(log.getLast().hash()));
        }
        head = new AuditChain.StoredHead(last.seq(), last.head().hex());
    }

    private static AuditRow row(AuditEntry entry, ChainHead before) {
        byte[] line = entry.lineAfter(before);
        return new AuditRow(
                before.seq() + 1,
                Payloads.time(entry.at()),
                entry.who(),
                entry.action().word(),
                entry.subject(),
                Sha256.of(line).hex(),
                new String(line, StandardCharsets.UTF_8));
    }

    private List<AuditFault> faults(AuditChain.StoredHead stored) {
        AuditChain chain = new AuditChain();
        log.forEach(chain::take);
        return chain.end(stored);
    }

    @Test
    void aLogAsItWasWrittenHasNoFault() {
        assertThat(faults(head)).isEmpty();
    }

    @Test
    void anEmptyLogHasNoFault() {
        log.clear();
        assertThat(faults(new AuditChain.StoredHead(0, ChainHead.EMPTY.head().hex())))
                .isEmpty();
    }

    static Stream<Arguments> edits() {
        return Stream.of(
                edit(
                        "at",
                        row -> new AuditRow(
                                row.no(),
                                "2025-01-01T00:00:00Z",
                                row.who(),
                                row.action(),
                                row.subject(),
                                row.hash(),
                                row.line())),
                edit(
                        "who",
                        row -> new AuditRow(
                                row.no(), row.at(), "otto", row.action(), row.subject(), row.hash(), row.line())),
                edit(
                        "action",
                        row -> new AuditRow(
                                row.no(), row.at(), row.who(), "TenantChanged", row.subject(), row.hash(), row.line())),
                edit(
                        "subject",
                        row -> new AuditRow(
                                row.no(), row.at(), row.who(), row.action(), "nobody", row.hash(), row.line())),
                edit(
                        "hash",
                        row -> new AuditRow(
                                row.no(),
                                row.at(),
                                row.who(),
                                row.action(),
                                row.subject(),
                                "0".repeat(64),
                                row.line())),
                edit(
                        "line",
                        row -> new AuditRow(
                                row.no(),
                                row.at(),
                                row.who(),
                                row.action(),
                                row.subject(),
                                row.hash(),
                                row.line().replace(":7}", ":8}"))),
                edit(
                        "no line",
                        row -> new AuditRow(
                                row.no(),
                                row.at(),
                                row.who(),
                                row.action(),
                                row.subject(),
                                Sha256.of(new byte[0]).hex(),
                                "")));
    }

    private static Arguments edit(String what, UnaryOperator<AuditRow> how) {
        return Arguments.of(what, how);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("edits")
    void anEditedRowIsNamed(String what, UnaryOperator<AuditRow> how) {
        log.set(2, how.apply(log.get(2)));
        assertThat(faults(head)).first().isEqualTo(new AuditFault(3, AuditFault.Kind.EDITED));
        assertThat(faults(head)).hasSizeLessThanOrEqualTo(2);
    }

    static Stream<Arguments> removals() {
        return Stream.of(
                Arguments.of(
                        "the first", removal(log -> log.removeFirst()), new AuditFault(1, AuditFault.Kind.MISSING)),
                Arguments.of("one inside", removal(log -> log.remove(2)), new AuditFault(3, AuditFault.Kind.MISSING)),
                Arguments.of("the last", removal(log -> log.removeLast()), new AuditFault(6, AuditFault.Kind.MISSING)),
                Arguments.of("all", removal(List::clear), new AuditFault(1, AuditFault.Kind.MISSING)));
    }

    private static Consumer<List<AuditRow>> removal(Consumer<List<AuditRow>> how) {
        return how;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("removals")
    void aRemovedRowIsNamed(String what, Consumer<List<AuditRow>> how, AuditFault expected) {
        how.accept(log);
        assertThat(faults(head)).containsExactly(expected);
    }

    @Test
    void aRowThatWasReplacedWithItsHashDoesNotFit() {
        AuditEntry other = new AuditEntry(Fixtures.NOW, "otto", AuditAction.KEY_MADE, "key", Map.of());
        log.set(2, row(other, new ChainHead(2, new Sha256(log.get(1).hash()))));
        assertThat(faults(head)).containsExactly(new AuditFault(4, AuditFault.Kind.UNLINKED));
    }

    @Test
    void aLogThatWasCutAndWrittenOnDoesNotEndWhereItShould() {
        log.removeLast();
        log.add(row(
                Fixtures.entry("forged"),
                new ChainHead(5, new Sha256(log.getLast().hash()))));
        assertThat(faults(head)).containsExactly(new AuditFault(6, AuditFault.Kind.HEAD));
        assertThat(faults(AuditChain.StoredHead.LOST)).containsExactly(new AuditFault(6, AuditFault.Kind.HEAD));
    }

    @Test
    void manyDetailsAreNoFault() {
        List<String> many = Stream.generate(() -> "a".repeat(64)).limit(20_000).toList();
        AuditEntry entry = new AuditEntry(
                Fixtures.NOW, "vera", AuditAction.OFFLINE_OVER_ACTIVATION, "license", Map.of("devices", many));
        log.add(row(entry, new ChainHead(head.no(), new Sha256(head.hash()))));
        assertThat(faults(new AuditChain.StoredHead(7, log.getLast().hash()))).isEmpty();
    }

    @Test
    void thePersonBehindSudoIsNamed() {
        assertThat(AuditEntry.whoRuns(Map.of("SUDO_USER", "vera"), "root")).isEqualTo("vera as root");
        assertThat(AuditEntry.whoRuns(Map.of("SUDO_USER", "vera"), "otto"))
                .as("a word that anybody may set")
                .isEqualTo("otto");
        assertThat(AuditEntry.whoRuns(Map.of("SUDO_USER", ""), "root")).isEqualTo("root");
        assertThat(AuditEntry.whoRuns(Map.of(), "otto")).isEqualTo("otto");
    }

    @Test
    void actionsHaveTheNamesOfTheRequirements() {
        assertThat(Stream.of(AuditAction.values()).map(AuditAction::word))
                .contains("OfflineBundleExported", "OfflineSyncImported", "OfflineOverActivation", "LicenseRevoked");
    }
}
