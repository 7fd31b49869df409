package dev.sgate.vendor.ledger;

import dev.sgate.journal.DeviceLine;
import dev.sgate.journal.Event;
import dev.sgate.journal.JournalBuilder;
import dev.sgate.journal.Segment;
import dev.sgate.journal.SegmentReader;
import dev.sgate.license.LicenseTerms;
import dev.sgate.license.Policy;
import dev.sgate.license.Pool;
import dev.sgate.seal.Keyring;
import dev.sgate.seal.Refusal;
import dev.sgate.seal.SealedFile;
import dev.sgate.seal.Sha256;
import dev.sgate.seal.Verdict;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Rows to test with. */
final class Fixtures {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** No envelope; the ledger does not look into it. */
    static final byte[] ENVELOPE = "{}".getBytes(StandardCharsets.UTF_8);

    private Fixtures() {}

    static AuditEntry entry(String subject) {
        return new AuditEntry(NOW, "vera", AuditAction.TENANT_CREATED, subject, Map.of("n", 7));
    }

    static Sha256 digest(String of) {
        return Sha256.of(of.getBytes(StandardCharsets.UTF_8));
    }

    static Tenant tenant(Connection connection, String name) throws SQLException {
        Tenant tenant = new Tenant(UUID.randomUUID(), name, Plan.PROFESSIONAL, true, Optional.empty(), NOW);
        TenantTable.add(connection, tenant);
        return tenant;
    }

    /** A new license of a new tenant; the application is made where it is new. */
    static License license(Connection connection, String customer, String product) throws SQLException {
        Tenant tenant = tenant(connection, customer);
        Optional<AppTable.App> known = AppTable.find(connection, product);
        AppTable.App app = known.orElseGet(() -> new AppTable.App(UUID.randomUUID(), product, "The " + product, NOW));
        if (known.isEmpty()) {
            AppTable.add(connection, app);
        }
        License license = new License(
                UUID.randomUUID(),
                digest(customer + product),
                tenant.id(),
                customer,
                app.id(),
                product,
                "pro",
                5,
                0,
                0,
                NOW.plus(Duration.ofDays(365)),
                NOW,
                Optional.empty(),
                Optional.empty());
        LicenseTable.add(connection, license);
        return license;
    }

    /** The license's next bundle, with a list of its own, for one appliance. */
    static UUID bundle(Connection connection, License license, String site, long seats) throws SQLException {
        UUID id = UUID.randomUUID();
        LicenseTerms terms = new LicenseTerms(
                id,
                BundleTable.nextSerial(connection, license.id(), site),
                license.id(),
                license.keyHash(),
                license.product(),
                license.tenant(),
                site,
                license.tier(),
                List.of(),
                NOW,
                license.expiresAt(),
                Optional.of(List.of(digest("appliance"))),
                Optional.empty(),
                new Pool(seats, List.of(), license.poolEpoch()),
                RevocationTable.next(connection, NOW),
                Policy.DEFAULT,
                Map.of(),
                Optional.empty(),
                Optional.empty());
        BundleTable.add(connection, terms, digest(id.toString()), Optional.empty(), ENVELOPE);
        return id;
    }

    /** What its file says of a journal. */
    static Segment segment(JournalBuilder journal) throws IOException {
        return open(new SealedFile(new ByteArrayInputStream(journal.file())));
    }

    /** A journal's events, read back from its file. */
    static List<Event> events(JournalBuilder journal) throws IOException {
        SealedFile file = new SealedFile(new ByteArrayInputStream(journal.file()));
        List<Event> events = new ArrayList<>();
        SegmentReader.read(open(file), file, new SegmentReader.Receiver() {
            @Override
            public void device(DeviceLine device) {}

            @Override
            public void event(Event event) {
                events.add(event);
            }
        });
        return events;
    }

    private static Segment open(SealedFile file) throws IOException {
        return switch (file.open(Keyring.nothing("a journal is signed by its own device"))
                .then(Segment::from)) {
            case Verdict.Accepted<Segment>(Segment segment) -> segment;
            case Verdict.Refused<Segment>(Refusal refusal) -> throw new AssertionError(refusal);
        };
    }
}
