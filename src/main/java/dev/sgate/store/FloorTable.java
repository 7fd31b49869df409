package dev.sgate.store;

import dev.sgate.release.SemVer;
import dev.sgate.seal.Kid;
import dev.sgate.station.LedgerView.Floor;
import dev.sgate.station.LedgerView.Quarantine;
import dev.sgate.station.LedgerView.SetFloor;
import dev.sgate.station.StateChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What is not installed again: versions under a floor, and digests in quarantine. */
final class FloorTable {
    private static final String HIGHEST_COMMITTED = "highest-committed";
    private static final String MINIMUM = "minimum";

    private FloorTable() {}

    static void raise(Connection writer, StateChange.FloorRaised raised) throws SQLException {
        String signers = Sql.signers(raised.signers());
        raise(writer, raised.appName(), HIGHEST_COMMITTED, signers, raised.highestCommitted());
        if (raised.minimum().isPresent()) {
            raise(writer, raised.appName(), MINIMUM, signers, raised.minimum().get());
        }
    }

    /** SQL cannot order versions, so they are compared here. */
    private static void raise(Connection writer, String appName, String kind, String signers, SemVer version)
            throws SQLException {
        Optional<SemVer> before = Sql.find(
                writer,
                "SELECT version FROM version_floor WHERE app_name = ? AND kind = ? AND signers = ?",
                row -> row.version("version"),
                appName,
                kind,
                signers);
        if (before.isEmpty() || before.get().compareTo(version) < 0) {
            Sql.update(
                    writer,
                    "INSERT OR REPLACE INTO version_floor (app_name, kind, signers, version) VALUES (?, ?, ?, ?)",
                    appName,
                    kind,
                    signers,
                    version);
        }
    }

    private record Raised(Set<Kid> signers, SemVer version) {}

    static Optional<Floor> find(Connection reader, String appName, Predicate<Set<Kid>> signersCount)
            throws SQLException {
        Optional<SemVer> minimum = highest(reader, appName, MINIMUM, signersCount);
        return highest(reader, appName, HIGHEST_COMMITTED, signersCount)
                .map(committed -> new Floor(committed, minimum));
    }

    /** In the order of applications and signers. A minimum without a version that was committed is none. */
    static List<SetFloor> list(Connection reader) throws SQLException {
        return Sql.list(
                reader,
                """
                SELECT committed.app_name, committed.signers, committed.version, minimum.version AS minimum
                  FROM version_floor committed
                  LEFT JOIN version_floor minimum
                    ON minimum.app_name = committed.app_name AND minimum.signers = committed.signers
                   AND minimum.kind = 'minimum'
                 WHERE committed.kind = 'highest-committed'
                 ORDER BY committed.app_name, committed.signers
                """,
                row -> new SetFloor(
                        row.text("app_name"),
                        row.signers("signers"),
                        new Floor(
                                row.version("version"), row.findText("minimum").map(SemVer::new))));
    }

    private static Optional<SemVer> highest(
            Connection reader, String appName, String kind, Predicate<Set<Kid>> signersCount) throws SQLException {
        return Sql.list(
                        reader,
                        "SELECT signers, version FROM version_floor WHERE app_name = ? AND kind = ?",
                        row -> new Raised(row.signers("signers"), row.version("version")),
                        appName,
                        kind)
                .stream()
                .filter(raised -> signersCount.test(raised.signers()))
                .map(Raised::version)
                .max(Comparator.naturalOrder());
    }

    /** One that was in quarantine before is the newest again. */
    static void quarantine(Connection writer, StateChange.DigestQuarantined bad) throws SQLException {
        Sql.update(
                writer,
                "INSERT OR REPLACE INTO quarantine (digest, app_name, version, file_issued_at, at) VALUES (?, ?, ?, ?, ?)",
                bad.digest(),
                bad.appName(),
                bad.version(),
                bad.fileIssuedAt(),
                bad.at());
    }

    static void lift(Connection writer, StateChange.QuarantineLifted lifted) throws SQLException {
        Sql.update(writer, "DELETE FROM quarantine WHERE digest = ?", lifted.digest());
    }

    static List<Quarantine> quarantined(Connection reader) throws SQLException {
        return Sql.list(
                reader,
                "SELECT digest, app_name, version, file_issued_at FROM quarantine ORDER BY rowid",
                row -> new Quarantine(
                        row.digest("digest"),
                        row.text("app_name"),
                        row.version("version"),
                        row.time("file_issued_at")));
    }
}
