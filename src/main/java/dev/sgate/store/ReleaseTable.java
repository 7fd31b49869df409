package dev.sgate.store;

import dev.sgate.release.App;
import dev.sgate.release.InstallPhase;
import dev.sgate.release.ReleaseId;
import dev.sgate.station.InstallId;
import dev.sgate.station.LedgerView.AppliedRelease;
import dev.sgate.station.LedgerView.HeldRelease;
import dev.sgate.station.LedgerView.TakenBack;
import dev.sgate.station.LedgerView.UnfinishedInstall;
import dev.sgate.station.StateChange;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Installs under way, and the releases that came of them. */
final class ReleaseTable {
    private static final String HELD_RELEASE = """
            SELECT app_name, version, platform, digest, folder, file_issued_at, command FROM held_release
            """;

    private ReleaseTable() {}

    static void begin(Connection writer, StateChange.InstallBegun begun) throws SQLException {
        App app = begun.offer().app();
        Sql.update(
                writer,
                """
                INSERT INTO install (install, phase, unfinished, app_name, version, release_version, platform, digest,
                                     folder, previous_folder, file_issued_at, command, envelope_line, begun_at, moved_at,
                                     product)
                VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?13, ?14)
                """,
                begun.install(),
                InstallPhase.PREPARING,
                app.name(),
                app.version(),
                app.version().withoutBuild(),
                app.platform(),
                app.sha256(),
                begun.folder(),
                begun.previousFolder(),
                begun.offer().terms().issuedAt(),
                Sql.lines(app.command()),
                begun.envelopeLine(),
                begun.at(),
                begun.offer().terms().product());
    }

    static void move(Connection writer, StateChange.InstallMoved moved) throws SQLException {
        phase(writer, moved.install()).mustLeadTo(moved.phase());
        Sql.updateOne(writer, """
                UPDATE install SET phase = ?1, unfinished = ?2, moved_at = ?3,
                       envelope_line = CASE WHEN ?2 THEN envelope_line END
                WHERE install = ?4
                """, moved.phase(), !moved.phase().isFinal(), moved.at(), moved.install());
        if (moved.phase() == InstallPhase.COMMITTED) {
            commit(writer, moved);
        }
    }

    private static InstallPhase phase(Connection reader, InstallId install) throws SQLException {
        return Sql.find(
                        reader,
                        "SELECT phase FROM install WHERE install = ?",
                        row -> InstallPhase.valueOf(row.text("phase")),
                        install)
                .orElseThrow(() -> new IllegalStateException("no such install: " + install));
    }

    private static void commit(Connection writer, StateChange.InstallMoved moved) throws SQLException {
        Sql.updateOne(writer, """
                INSERT INTO held_release (app_name, release_version, platform, version, digest, folder,
                                          file_issued_at, command, committed_at)
                SELECT app_name, release_version, platform, version, digest, folder, file_issued_at, command, moved_at
                  FROM install WHERE install = ?
                ON CONFLICT (app_name, release_version, platform) DO UPDATE
                   SET version = excluded.version, digest = excluded.digest, folder = excluded.folder,
                       file_issued_at = excluded.file_issued_at, command = excluded.command,
                       committed_at = excluded.committed_at
                """, moved.install());
        Sql.updateOne(writer, """
                INSERT OR REPLACE INTO running (app_name, release_no)
                SELECT app_name, release_no
                  FROM install JOIN held_release USING (app_name, release_version, platform)
                 WHERE install = ?
                """, moved.install());
    }

    static void takeBack(Connection writer, StateChange.ReleaseTakenBack back) throws SQLException {
        Sql.updateOne(writer, """
                UPDATE install SET phase = 'TAKEN_BACK', moved_at = ?1
                 WHERE install_no = (SELECT max(install_no) FROM install
                                      WHERE app_name = ?2 AND folder = ?3 AND phase = 'COMMITTED')
                """, back.at(), back.appName(), back.folder());
        Sql.updateOne(writer, """
                DELETE FROM running WHERE app_name = ?1 AND release_no =
                       (SELECT release_no FROM held_release WHERE app_name = ?1 AND folder = ?2)
                """, back.appName(), back.folder());
        if (back.runsInstead().isPresent()) {
            run(writer, back.appName(), back.runsInstead().get());
        }
    }

    static void takeUp(Connection writer, StateChange.ReleaseTakenUp up) throws SQLException {
        Sql.updateOne(writer, """
                UPDATE install SET phase = 'COMMITTED', moved_at = ?1
                 WHERE install_no = (SELECT max(install_no) FROM install
                                      WHERE app_name = ?2 AND folder = ?3 AND phase = 'TAKEN_BACK')
                """, up.at(), up.appName(), up.folder());
        run(writer, up.appName(), up.folder());
    }

    private static void run(Connection writer, String appName, String folder) throws SQLException {
        Sql.updateOne(writer, """
                INSERT INTO running (app_name, release_no)
                SELECT app_name, release_no FROM held_release WHERE app_name = ? AND folder = ?
                """, appName, folder);
    }

    static Optional<HeldRelease> findPrevious(Connection reader, String appName) throws SQLException {
        return Sql.find(reader, HELD_RELEASE + """
                WHERE app_name = ?1 AND folder =
                      (SELECT install.previous_folder
                         FROM running JOIN held_release now USING (release_no) JOIN install USING (app_name, folder)
                        WHERE now.app_name = ?1 AND install.phase = 'COMMITTED'
                        ORDER BY install_no DESC LIMIT 1)
                """, ReleaseTable::heldRelease, appName);
    }

    static List<TakenBack> takenBack(Connection reader) throws SQLException {
        return Sql.list(reader, """
                SELECT held.app_name, held.version, held.platform, held.digest, held.folder, held.file_issued_at, held.command,
                       install.moved_at
                  FROM install JOIN held_release held USING (app_name, release_version, platform)
                 WHERE install.phase = 'TAKEN_BACK'
                   AND NOT EXISTS (SELECT 1 FROM install later
                                    WHERE later.app_name = install.app_name AND later.folder = install.folder
                                      AND later.install_no > install.install_no
                                      AND later.phase IN ('COMMITTED', 'TAKEN_BACK'))
                 ORDER BY install.moved_at, install_no
                """, row -> new TakenBack(heldRelease(row), row.time("moved_at")));
    }

    static Optional<HeldRelease> findRunning(Connection reader, String appName) throws SQLException {
        return Sql.find(
                reader,
                HELD_RELEASE + "JOIN running USING (app_name, release_no) WHERE app_name = ?",
                ReleaseTable::heldRelease,
                appName);
    }

    static List<HeldRelease> running(Connection reader) throws SQLException {
        return Sql.list(
                reader,
                HELD_RELEASE + "JOIN running USING (app_name, release_no) ORDER BY app_name",
                ReleaseTable::heldRelease);
    }

    static List<HeldRelease> releases(Connection reader, String appName) throws SQLException {
        return Sql.list(
                reader, HELD_RELEASE + "WHERE app_name = ? ORDER BY release_no", ReleaseTable::heldRelease, appName);
    }

    static List<AppliedRelease> applied(Connection reader, String appName) throws SQLException {
        return Sql.list(
                reader,
                """
                SELECT app_name, release_version, platform, digest, product, phase FROM install
                WHERE app_name = ? AND phase IN ('PROBATION', 'ROLLING_BACK', 'ROLLED_BACK', 'COMMITTED', 'TAKEN_BACK')
                ORDER BY install_no
                """,
                row -> new AppliedRelease(
                        new ReleaseId(row.text("app_name"), row.version("release_version"), row.text("platform")),
                        row.digest("digest"),
                        row.findText("product"),
                        InstallPhase.valueOf(row.text("phase"))),
                appName);
    }

    private static HeldRelease heldRelease(Row row) throws SQLException {
        return new HeldRelease(
                row.text("app_name"),
                row.version("version"),
                row.text("platform"),
                row.digest("digest"),
                row.text("folder"),
                row.time("file_issued_at"),
                row.lines("command"));
    }

    static List<UnfinishedInstall> unfinished(Connection reader) throws SQLException {
        return Sql.list(
                reader,
                """
                SELECT install, phase, envelope_line, app_name, version, digest, file_issued_at, folder, previous_folder
                  FROM install WHERE unfinished = 1 ORDER BY install_no
                """,
                row -> new UnfinishedInstall(
                        new InstallId(row.uuid("install")),
                        InstallPhase.valueOf(row.text("phase")),
                        row.bytes("envelope_line"),
                        row.text("app_name"),
                        row.version("version"),
                        row.digest("digest"),
                        row.time("file_issued_at"),
                        row.text("folder"),
                        row.findText("previous_folder")));
    }
}
