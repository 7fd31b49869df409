package dev.sgate.campaign.oracle;

import dev.sgate.campaign.oracle.LedgerCopy.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How far the appliance had come when it was cut off, as its disk tells it: which durable step was done, and not the next. */
final class Phase {
    /** The last step of the product's schema. */
    static final long NEWEST_SCHEMA = 11;

    private final LedgerCopy ledger;
    private final Installs installs;
    private final Path state;
    private final Path app;

    private Phase(LedgerCopy ledger, Installs installs, Path state, Path app) {
        this.ledger = ledger;
        this.installs = installs;
        this.state = state;
        this.app = app;
    }

    static String of(LedgerCopy ledger, Installs installs, Path state, String app) throws SQLException, IOException {
        return new Phase(ledger, installs, state, state.resolve("apps").resolve(app)).word();
    }

    private String word() throws SQLException, IOException {
        if (ledger.schema() < NEWEST_SCHEMA) {
            // nothing is done before the last step; what was done already, an older product did
            return ledger.first("SELECT 1 FROM visit").isPresent()
                    ? "upgrading, schema " + ledger.schema()
                    : "first start: tables being made";
        }
        Optional<Row> visit =
                ledger.first("SELECT visit, phase FROM visit WHERE ended_at IS NULL ORDER BY visit_no DESC");
        if (visit.isEmpty()) {
            return installs.unfinished().isPresent() ? "taken up again, " + install() : ended();
        }
        return switch (visit.get().text(1)) {
            case "checking" -> checking(visit.get().text(0));
            case "installing" -> install();
            case "returning" -> "returning";
            default -> "visit begun";
        };
    }

    private String ended() throws SQLException {
        return ledger.first("SELECT result FROM visit ORDER BY visit_no DESC LIMIT 1")
                .map(row -> "visit ended: " + row.text(0))
                .orElse("first start: database made");
    }

    private String checking(String visit) throws SQLException, IOException {
        boolean license =
                ledger.one("SELECT count(*) FROM visit_file WHERE subject = 'license' AND visit = '" + visit + "'")
                                .number(0)
                        > 0;
        String where = license ? "license settled" : "checking";
        for (Path slot : list(state.resolve("staging"))) {
            if (Files.exists(slot.resolve("attachment"))) {
                return where + ", attachment in staging";
            }
        }
        return list(state.resolve("staging")).isEmpty() ? where : where + ", envelope in staging";
    }

    private String install() throws IOException {
        if (installs.unfinished().isEmpty()) {
            return finished();
        }
        Installs.Unfinished install = installs.unfinished().get();
        return switch (install.phase()) {
            case "PREPARING" -> preparing(install);
            case "PROBATION" -> "probation, " + switched(install) + started(install);
            default -> "rolling back, " + switched(install);
        };
    }

    private String preparing(Installs.Unfinished install) {
        Path releases = app.resolve("releases");
        if (Files.exists(releases.resolve(install.folder()))) {
            return "preparing, folder whole";
        }
        return Files.exists(releases.resolve(install.folder() + ".partial")) ? "preparing, unpacking" : "preparing";
    }

    private String switched(Installs.Unfinished install) throws IOException {
        Path link = app.resolve("current");
        boolean there = Files.exists(link, LinkOption.NOFOLLOW_LINKS)
                && Files.readSymbolicLink(link).endsWith(install.folder());
        return there ? "current is new" : "current is old";
    }

    private String started(Installs.Unfinished install) throws IOException {
        Path record = app.resolve("running");
        boolean started = Files.exists(record) && Files.readString(record).contains(install.folder());
        return started ? ", started" : "";
    }

    private String finished() throws IOException {
        long folders = list(app.resolve("releases")).size();
        String what = installs.lastPhase()
                .orElse("nothing")
                .toLowerCase(java.util.Locale.ROOT)
                .replace('_', ' ');
        long needed = installs.previous().isPresent() ? 2 : 1;
        return folders > needed ? what + ", old folders still there" : what;
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
