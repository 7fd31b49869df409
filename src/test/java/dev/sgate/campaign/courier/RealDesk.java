package dev.sgate.campaign.courier;

import dev.sgate.journal.ChainHead;
import dev.sgate.seal.Sha256;
import dev.sgate.store.Sql;
import dev.sgate.vendor.ledger.ApplianceTable;
import dev.sgate.vendor.ledger.DeskLedger;
import dev.sgate.vendor.reconcile.ImportedFile;
import dev.sgate.vendor.reconcile.SyncImport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** The product's desk: two importers with a connection each. */
final class RealDesk implements CourierDesk, AutoCloseable {
    private record Row(Held.Line line, Held.Content content) {}

    private final List<DeskLedger> importers;

    RealDesk(Path ledger) {
        this.importers = List.of(DeskLedger.open(ledger), DeskLedger.open(ledger));
    }

    /** The first importer's connection, for bugs that spoil the ledger. */
    DeskLedger ledger() {
        return importers.getFirst();
    }

    @Override
    public Optional<Told> importFile(int importer, Path file, Instant now) throws IOException {
        return switch (new SyncImport(importers.get(importer), now).importFile(file)) {
            case ImportedFile.Refused refused -> Optional.empty();
            case ImportedFile.Imported taken ->
                Optional.of(new Told(
                        taken.counts().newEvents(),
                        taken.counts().duplicates(),
                        taken.counts().created()));
        };
    }

    @Override
    public Optional<ChainHead> acknowledges(UUID appliance) {
        return ledger().read(connection -> ApplianceTable.heldTo(connection, appliance));
    }

    @Override
    public Held held(UUID appliance) {
        return ledger().read(connection ->
                new Held(events(connection, appliance), devices(connection, appliance), tip(connection, appliance)));
    }

    private static SortedMap<Held.Line, Held.Content> events(Connection connection, UUID appliance)
            throws SQLException {
        SortedMap<Held.Line, Held.Content> events = new TreeMap<>();
        Sql.each(
                connection,
                "SELECT seq, digest, line, coalesce(rejected, '') AS verdict FROM event WHERE appliance_id = ?",
                row -> new Row(
                        new Held.Line(row.integer("seq"), row.digest("digest")),
                        new Held.Content(new String(row.bytes("line"), StandardCharsets.UTF_8), row.text("verdict"))),
                row -> events.put(row.line(), row.content()),
                appliance);
        return events;
    }

    private static Map<Sha256, String> devices(Connection connection, UUID appliance) throws SQLException {
        Map<Sha256, String> devices = new TreeMap<>();
        Sql.each(
                connection,
                "SELECT fingerprint, first_seen, last_seen FROM device WHERE appliance_id = ?",
                row -> Map.entry(row.digest("fingerprint"), row.text("first_seen") + " " + row.text("last_seen")),
                row -> devices.put(row.getKey(), row.getValue()),
                appliance);
        return devices;
    }

    private static long tip(Connection connection, UUID appliance) throws SQLException {
        return Sql.find(
                        connection,
                        "SELECT tip_seq FROM appliance WHERE appliance_id = ?",
                        row -> row.integer("tip_seq"),
                        appliance)
                .orElse(-1L);
    }

    @Override
    public void close() {
        importers.forEach(DeskLedger::close);
    }
}
