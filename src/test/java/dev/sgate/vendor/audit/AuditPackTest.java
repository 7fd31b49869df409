package dev.sgate.vendor.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.AuditAction;
import dev.sgate.vendor.ledger.AuditRow;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.mint.Tenants;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pack against its checker, which is not a part of the product: a file that an auditor is given. */
class AuditPackTest {
    @TempDir
    private static Path folder;

    private static DeskLedger ledger;
    private static Path pack;
    private static Checker checker;

    @BeforeAll
    static void pack() throws Exception {
        ledger = DeskLedger.open(folder.resolve("desk.db"));
        pack = new AuditedDesk(folder, ledger).pack();
        checker = new Checker(folder);
    }

    @AfterAll
    static void close() {
        ledger.close();
    }

    @Test
    void theCheckerIsShortAndUsesTheJdkAlone() throws IOException {
        List<String> source = Files.readAllLines(Checker.SOURCE);
        assertThat(source).hasSizeLessThan(200);
        assertThat(source.stream().filter(line -> line.startsWith("import")))
                .isNotEmpty()
                .allMatch(line -> line.matches("import (static )?java\\..*"));
    }

    @Test
    void theHonestPackHolds() throws Exception {
        assertThat(checker.findings(Files.readAllBytes(pack))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void eachEditIsFound(PackEdit edit) throws Exception {
        PackEditor edited = new PackEditor(pack);
        edit.apply(edited);
        assertThat(edited.bytes()).isNotEqualTo(Files.readAllBytes(pack));
        assertThat(checker.findings(edited.bytes())).isNotEmpty();
    }

    @Test
    void bundlesOfAnErasedCustomerMayBeMissingAndNoOthers(@TempDir Path other) throws Exception {
        try (DeskLedger desk = DeskLedger.open(other.resolve("desk.db"))) {
            new AuditedDesk(other, desk).pack();
            Tenants tenants = new Tenants(desk);
            tenants.erase(List.of(tenants.get("Bell").id()), AuditedDesk.NOW);
            Path second = other.resolve("second.jsonl");
            AuditPack.write(desk, List.of(AuditedDesk.DESK), second, AuditedDesk.NOW);

            assertThat(Files.readAllLines(second).stream().filter(line -> line.contains("\"record\":\"bundle\"")))
                    .hasSize(2);
            assertThat(checker.findings(Files.readAllBytes(second))).isEmpty();
            PackEditor edited = new PackEditor(second);
            PackEdit.POOL_SIZE_CHANGED.apply(edited);
            assertThat(checker.findings(edited.bytes())).isNotEmpty();
        }
    }

    @Test
    void anEditorThatChangesNothingAndSignsIsNotAFinding() throws Exception {
        PackEditor same = new PackEditor(pack);
        same.sign(AuditedDesk.DESK);
        assertThat(checker.findings(same.bytes())).isEmpty();
    }

    @Test
    void aPackHoldsAllThereIsAndSaysThatItWasMade() throws Exception {
        PackEditor read = new PackEditor(pack);
        assertThat(Stream.of("pack", "key", "bundle", "journal", "event", "audit")
                        .map(kind -> read.all(kind).size()))
                .containsExactly(1, 2, 3, 5, 13, 9);
        List<AuditRow> made = ledger.read(connection -> Audit.of(connection, AuditAction.AUDIT_PACK_MADE));
        assertThat(made).extracting(AuditRow::subject).containsExactly("pack.jsonl");
        assertThat(read.lines.get(read.last("audit"))).contains("AuditPackMade");
    }

    @Test
    void aFileThatIsThereIsNotReplaced() throws Exception {
        byte[] before = Files.readAllBytes(pack);
        assertThatThrownBy(() -> AuditPack.write(ledger, List.of(AuditedDesk.DESK), pack, AuditedDesk.NOW))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(pack).hasBinaryContent(before);
    }

    /** As an auditor runs it: the source file, and the keys on its command line. */
    @Test
    void theProgramSaysWhatItFound() throws Exception {
        PackEditor edited = new PackEditor(pack);
        PackEdit.POOL_SIZE_CHANGED.apply(edited);
        Path lie = Files.write(folder.resolve("lie.jsonl"), edited.bytes());

        assertThat(checker.run(with(pack))).startsWith("0 OK, 33 lines; the audit log ends at 9=");
        assertThat(checker.run(with(lie)))
                .startsWith("1 FINDING line 4: not as it should be: no signature of this license holds");
        assertThat(checker.run(List.of(pack.toString()))).startsWith("2 usage");
    }

    private static List<String> with(Path file) {
        List<String> words = new ArrayList<>(List.of(file.toString()));
        words.addAll(AuditedDesk.pins());
        return words;
    }
}
