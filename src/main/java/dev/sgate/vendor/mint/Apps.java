package dev.sgate.vendor.mint;

import dev.sgate.release.App;
import dev.sgate.release.UpdateTerms;
import dev.sgate.seal.Payloads;
import dev.sgate.seal.Sha256;
import dev.sgate.vendor.BadInput;
import dev.sgate.vendor.ledger.AppTable;
import dev.sgate.vendor.ledger.AppTable.Binary;
import dev.sgate.vendor.ledger.Audit;
import dev.sgate.vendor.ledger.AuditAction;
import dev.sgate.vendor.ledger.AuditEntry;
import dev.sgate.vendor.ledger.DeskLedger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The applications that licenses are for, and the updates of each that the desk knows. The files stay where they are. */
public final class Apps {
    private final DeskLedger ledger;

    public Apps(DeskLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * Makes an application, where its product is new.
     *
     * @param name for people; the product's where it is empty
     * @throws BadInput if the product's name is none (BEHAVIOUR 5)
     */
    public AppTable.App add(String product, Optional<String> name, Instant now) {
        return ledger.change(connection -> getOrAdd(connection, product, name, now));
    }

    /** Remembers an update, under its application, which is made where it is new. The same again only moves its file. */
    public Binary add(UpdateTerms terms, Sha256 identity, Path file, Instant now) {
        return ledger.change(connection -> add(connection, terms, identity, file, now));
    }

    static Binary add(Connection connection, UpdateTerms terms, Sha256 identity, Path file, Instant now)
            throws SQLException {
        AppTable.App owner = getOrAdd(connection, terms.product(), Optional.empty(), now);
        App app = terms.app();
        Binary binary = new Binary(
                identity,
                owner.id(),
                app.name(),
                app.version(),
                app.platform(),
                app.sha256(),
                app.length(),
                file.toAbsolutePath().normalize().toString(),
                now);
        AppTable.add(connection, binary);
        Audit.append(
                connection,
                AuditEntry.of(
                        AuditAction.APP_ADDED,
                        now,
                        terms.product(),
                        Payloads.members(
                                "update", identity,
                                "name", app.name(),
                                "version", app.version().written(),
                                "platform", app.platform(),
                                "sha256", app.sha256())));
        return binary;
    }

    private static AppTable.App getOrAdd(Connection connection, String product, Optional<String> name, Instant now)
            throws SQLException {
        Optional<AppTable.App> known = AppTable.find(connection, product);
        if (known.isPresent()) {
            return known.get();
        }
        AppTable.App app = propose(product, name, now);
        MintRules.product(product).ifPresent(decline -> {
            throw new BadInput(decline.sentence());
        });
        add(connection, app, now);
        return app;
    }

    /** An application that is in no ledger yet. */
    static AppTable.App propose(String product, Optional<String> name, Instant now) {
        return new AppTable.App(UUID.randomUUID(), product, name.orElse(product), now);
    }

    static void add(Connection connection, AppTable.App app, Instant now) throws SQLException {
        AppTable.add(connection, app);
        Audit.append(connection, AuditEntry.of(AuditAction.APP_ADDED, now, app.product(), Map.of("name", app.name())));
    }

    /** The applications with their updates, the newest version first. */
    public Map<AppTable.App, List<Binary>> list() {
        return ledger.read(connection -> {
            Map<AppTable.App, List<Binary>> all = new LinkedHashMap<>();
            for (AppTable.App app : AppTable.list(connection)) {
                all.put(app, newestFirst(connection, app.id()));
            }
            return all;
        });
    }

    /** The newest update of an application, by version and then by when it was added, for this platform if one is named. */
    public static Optional<Binary> newest(Connection connection, UUID app, Optional<String> platform)
            throws SQLException {
        return newestFirst(connection, app).stream()
                .filter(binary -> platform.isEmpty() || platform.get().equals(binary.platform()))
                .findFirst();
    }

    private static List<Binary> newestFirst(Connection connection, UUID app) throws SQLException {
        return AppTable.binaries(connection, app).stream()
                .sorted(Comparator.comparing(Binary::version)
                        .thenComparing(Binary::addedAt)
                        .reversed())
                .toList();
    }
}
