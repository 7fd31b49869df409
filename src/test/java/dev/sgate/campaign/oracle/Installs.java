package dev.sgate.campaign.oracle;

import dev.sgate.campaign.oracle.LedgerCopy.Row;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the ledger says about the one application: what runs, what ran before, and an install on its way. */
final class Installs {
    /** An install that has no end yet; {@code previous} is empty where nothing ran before. */
    record Unfinished(String phase, String folder, String previous) {}

    private final Optional<Row> running;
    private final Optional<Unfinished> unfinished;
    private final Optional<String> previous;
    private final Optional<String> lastPhase;

    private Installs(
            Optional<Row> running,
            Optional<Unfinished> unfinished,
            Optional<String> previous,
            Optional<String> lastPhase) {
        this.running = running;
        this.unfinished = unfinished;
        this.previous = previous;
        this.lastPhase = lastPhase;
    }

    static Installs read(LedgerCopy ledger) throws SQLException {
        Optional<Row> running = ledger.first("SELECT held_release.folder, held_release.version FROM running"
                + " JOIN held_release ON held_release.release_no = running.release_no");
        Optional<Unfinished> unfinished = ledger.first(
                        "SELECT phase, folder, previous_folder FROM install WHERE unfinished = 1")
                .map(row -> new Unfinished(row.text(0), row.text(1), row.text(2)));
        Optional<String> previous = running.isEmpty()
                ? Optional.empty()
                : ledger.first("SELECT previous_folder FROM install WHERE phase = 'COMMITTED' AND folder = '"
                                + running.get().text(0) + "' ORDER BY install_no DESC LIMIT 1")
                        .map(row -> row.text(0))
                        .filter(folder -> !folder.isEmpty());
        Optional<String> last = ledger.first("SELECT phase FROM install ORDER BY install_no DESC LIMIT 1")
                .map(row -> row.text(0));
        return new Installs(running, unfinished, previous, last);
    }

    /** The version that runs. */
    Optional<Integer> running() {
        return running.map(row -> Truth.number(row.text(1)));
    }

    Optional<String> runningFolder() {
        return running.map(row -> row.text(0));
    }

    /** The folder of the release before the one that runs. */
    Optional<String> previous() {
        return previous;
    }

    Optional<Unfinished> unfinished() {
        return unfinished;
    }

    /** Of the newest install, finished or not. */
    Optional<String> lastPhase() {
        return lastPhase;
    }

    /** The versions that are good for sure, if the ledger is right. */
    List<Integer> committedOrRunning() {
        return running().stream().toList();
    }

    /** The folders that {@code current} may lead to; an empty text stands for no link. */
    List<String> allowedCurrents() {
        String committed = runningFolder().orElse("");
        return unfinished
                .filter(install -> !install.phase().equals("PREPARING"))
                .map(install -> Stream.of(install.folder(), install.previous(), committed)
                        .distinct()
                        .toList())
                .orElse(List.of(committed));
    }
}
