package dev.sgate.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sgate.appliance.StateProcess.Run;
import dev.sgate.journal.ChainHead;
import dev.sgate.release.InstallPhase;
import dev.sgate.release.SemVer;
import dev.sgate.seal.Sha256;
import dev.sgate.station.LedgerView.WaitingUpdate;
import dev.sgate.store.SqliteLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the next start finds after a process was ended: everything that was acknowledged, and nothing half. */
final class NextStart {
    private NextStart() {}

    /** The next start: everything that was acknowledged, nothing half, nothing left over; and it goes on. */
    static void assertWhole(Path state, Run run, int at) throws IOException {
        boolean hadAFloor = Files.exists(state.resolveSibling("floor"));
        try (SqliteLedger ledger = StateAction.open(state)) {
            assertThat(ledger.head().seq()).as("at " + at).isGreaterThanOrEqualTo(run.head());
            if (run.out().contains("license")) {
                assertThat(ledger.licenses()).as("at " + at).hasSize(1);
            }
            if (hadAFloor) {
                assertThat(ledger.findFloor("lamp", signers -> true)
                                .orElseThrow()
                                .highestCommitted())
                        .as("at " + at)
                        .isEqualTo(new SemVer("2.0.0"));
                assertThat(ledger.quarantined()).as("at " + at).hasSizeGreaterThan(run.quarantined());
            }
            assertChain(ledger);
            ledger.commit(List.of(), List.of(StateAction.event("goes on")));
        }
        assertThat(names(state))
                .as("at " + at)
                .noneMatch(
                        name -> name.contains("building") || name.endsWith(".rebuilt") || name.endsWith(".restored"));
        assertThat(names(state.resolve("kept"))).contains("witness").noneMatch(name -> name.endsWith(".new"));
        // a journal under its own name is whole; else there is a temporary at most
        assertThat(names(state.resolveSibling("stick"))).allMatch(name -> name.matches("journal-.*|\\.sgate-.*"));
        try (SqliteLedger again = StateAction.open(state)) {
            assertChain(again);
        }
        if (Files.exists(StateAction.backup(state))) {
            assertRestores(state, at);
        }
    }

    /** What was said to wait, and nothing that was said to be over; each in its slot. */
    static void assertWaiting(Path state, Run run, int at, boolean yesIsKept) throws IOException {
        Map<String, Boolean> waiting = waiting(state);
        assertThat(waiting.size()).as("at " + at).isLessThanOrEqualTo(1);
        for (String slot : waiting.keySet()) {
            assertThat(state.resolve("staging").resolve(slot).resolve("envelope"))
                    .as("at " + at)
                    .exists();
        }
        if (run.out().contains("ended slot-1")) {
            assertThat(waiting).as("at " + at).doesNotContainKey("slot-1");
        } else if (run.out().contains("confirmed slot-1")) {
            assertThat(waiting).as("at " + at).isIn(Map.of(), Map.of("slot-1", yesIsKept));
            assertThat(yesIsKept && isProbed(state))
                    .as("probed, at " + at)
                    .isEqualTo(yesIsKept && !waiting.containsKey("slot-1"));
        } else if (run.out().contains("waits slot-1")) {
            assertThat(waiting).as("at " + at).containsOnlyKeys("slot-1");
        }
        if (run.out().contains("waits slot-2")) {
            assertThat(waiting).as("at " + at).isEqualTo(Map.of("slot-2", false));
        }
        if (!yesIsKept || !run.out().contains("waits slot-1")) {
            assertThat(waiting.values()).as("at " + at).doesNotContain(true);
        }
    }

    /** The slots of what waits, and whether somebody said yes. */
    private static Map<String, Boolean> waiting(Path state) throws IOException {
        try (SqliteLedger ledger = StateAction.open(state)) {
            return ledger.waitingUpdates().stream()
                    .collect(Collectors.toMap(WaitingUpdate::slot, WaitingUpdate::confirmed));
        }
    }

    /** A database that is rebuilt knows of no install. */
    private static boolean isProbed(Path state) throws IOException {
        try (SqliteLedger ledger = StateAction.open(state)) {
            return ledger.unfinishedInstalls().stream().anyMatch(install -> install.phase() == InstallPhase.PROBATION);
        }
    }

    private static void assertRestores(Path state, int at) throws IOException {
        long before;
        try (SqliteLedger ledger = StateAction.open(state)) {
            before = ledger.head().seq();
        }
        try {
            new StateBackup(StateAction.settings(state)).restore(StateAction.backup(state));
        } catch (BadSetting refused) {
            throw new AssertionError("restored again, after " + at, refused);
        }
        try (SqliteLedger ledger = StateAction.open(state)) {
            assertThat(ledger.head().seq()).as("no number is used twice").isGreaterThanOrEqualTo(before);
            assertChain(ledger);
        }
    }

    private static void assertChain(SqliteLedger ledger) {
        List<ChainHead> heads = new ArrayList<>();
        ledger.eventsAfter(0, event -> {
            if (!heads.isEmpty()) {
                assertThat(event.text())
                        .contains("\"prev\":\"" + heads.getLast().head() + "\"");
            }
            heads.add(new ChainHead(event.seq(), Sha256.of(event.line())));
        });
        assertThat(heads.isEmpty() ? ledger.head() : heads.getLast()).isEqualTo(ledger.head());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }
}
