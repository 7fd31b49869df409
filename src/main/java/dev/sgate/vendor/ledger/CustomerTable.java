package dev.sgate.vendor.ledger;

import dev.sgate.store.Row;
import dev.sgate.store.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What names customers, each sealed with a key of its own (BEHAVIOUR 6, E17): names and addresses, and the signed lines of their
 * bundles, which name them too. Without its key nothing of a customer opens.
 */
final class CustomerTable {
    /** @param email where the customer agreed to have it here (C98) */
    record Person(String name, Optional<String> email) {
        private byte[] bytes() {
            return (name + email.map(address -> "\n" + address).orElse("")).getBytes(StandardCharsets.UTF_8);
        }

        private static Person of(byte[] bytes) {
            String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", 2);
            return new Person(lines[0], lines.length == 2 ? Optional.of(lines[1]) : Optional.empty());
        }
    }

    /** The columns that {@link #person(Row)} reads, beside {@code t.tenant_id}. */
    static final String COLUMNS = "c.sealed, k.secret";

    /** To be joined to {@code tenant t}. */
    static final String JOINED =
            " LEFT JOIN customer c ON c.tenant_id = t.tenant_id LEFT JOIN customer_key k ON k.tenant_id = t.tenant_id ";

    private CustomerTable() {}

    /** The customer of a row with the tenant's id; of one that was erased only a word that tells so. */
    static Person person(Row row) throws SQLException {
        UUID tenant = row.uuid("tenant_id");
        Optional<CustomerKey> key = key(row);
        Optional<byte[]> sealed = Optional.ofNullable(row.bytes("sealed"));
        return key.flatMap(found -> sealed.flatMap(bytes -> found.open(tenant, bytes)))
                .map(Person::of)
                .orElseGet(() -> new Person("erased-" + tenant.toString().substring(0, 8), Optional.empty()));
    }

    private static Optional<CustomerKey> key(Row row) throws SQLException {
        return Optional.ofNullable(row.bytes("secret")).map(CustomerKey::new);
    }

    /** Writes a new tenant's name, under a new key. */
    static void add(Connection connection, UUID tenant, Person person) throws SQLException {
        byte[] secret = CustomerKey.newSecret();
        Sql.update(connection, "INSERT INTO customer_key (tenant_id, secret) VALUES (?, ?)", tenant, secret);
        Sql.update(
                connection,
                "INSERT INTO customer (tenant_id, sealed) VALUES (?, ?)",
                tenant,
                new CustomerKey(secret).seal(tenant, person.bytes()));
    }

    /** Writes what a tenant is named now; nothing where it was erased. */
    static void set(Connection connection, UUID tenant, Person person) throws SQLException {
        Optional<CustomerKey> key = key(connection, tenant);
        if (key.isPresent()) {
            Sql.updateOne(
                    connection,
                    "UPDATE customer SET sealed = ? WHERE tenant_id = ?",
                    key.get().seal(tenant, person.bytes()),
                    tenant);
        }
    }

    private static Optional<CustomerKey> key(Connection connection, UUID tenant) throws SQLException {
        return Sql.find(
                connection,
                "SELECT secret FROM customer_key WHERE tenant_id = ?",
                row -> new CustomerKey(row.bytes("secret")),
                tenant);
    }

    /** A bundle's signed line as it is kept; empty where its customer was erased. */
    static Optional<byte[]> sealLine(Connection connection, UUID license, UUID bundle, byte[] line)
            throws SQLException {
        return Sql.find(
                connection,
                "SELECT k.secret FROM license l JOIN customer_key k ON k.tenant_id = l.tenant_id WHERE l.license_id = ?",
                row -> new CustomerKey(row.bytes("secret")).seal(bundle, line),
                license);
    }

    /** The signed line of a row with {@code bundle_id}, {@code envelope} and {@code secret}; empty where it was erased. */
    static Optional<byte[]> openLine(Row row) throws SQLException {
        UUID bundle = row.uuid("bundle_id");
        byte[] sealed = row.bytes("envelope");
        return key(row).flatMap(key -> key.open(bundle, sealed));
    }

    /** Destroys the key. Names of files may name a customer, too. */
    static void erase(Connection connection, UUID tenant, Instant now) throws SQLException {
        Sql.update(connection, "DELETE FROM customer_key WHERE tenant_id = ?", tenant);
        Sql.update(connection, "DELETE FROM customer WHERE tenant_id = ?", tenant);
        Sql.update(
                connection,
                "UPDATE bundle SET file_name = NULL, envelope = NULL"
                        + " WHERE license_id IN (SELECT license_id FROM license WHERE tenant_id = ?)",
                tenant);
        Sql.updateOne(
                connection,
                "UPDATE tenant SET pseudonym = ?, erased_at = ? WHERE tenant_id = ?",
                "erased-" + tenant,
                now,
                tenant);
    }

    /** Whether names of an earlier version are still in clear. */
    static boolean hasClearOnes(Connection connection) throws SQLException {
        return Sql.find(connection, "SELECT tenant_id FROM clear_customer LIMIT 1", row -> row.uuid("tenant_id"))
                .isPresent();
    }

    /** Seals the names of an earlier version, and the lines of their bundles. To be done again where it was cut off. */
    static int sealClearOnes(Connection connection) throws SQLException {
        List<Tenant> clear = Sql.list(
                connection,
                "SELECT t.tenant_id, t.pseudonym FROM tenant t JOIN clear_customer c ON c.tenant_id = t.tenant_id"
                        + " WHERE NOT EXISTS (SELECT 1 FROM customer_key k WHERE k.tenant_id = t.tenant_id)",
                row -> new Tenant(
                        row.uuid("tenant_id"),
                        row.text("pseudonym"),
                        Plan.STARTER,
                        false,
                        Optional.empty(),
                        Instant.EPOCH));
        for (Tenant tenant : clear) {
            add(connection, tenant.id(), new Person(tenant.name(), Optional.empty()));
            Sql.updateOne(
                    connection,
                    "UPDATE tenant SET pseudonym = ? WHERE tenant_id = ?",
                    Pseudonyms.of(connection, tenant.name()),
                    tenant.id());
            sealLines(connection, tenant.id());
        }
        return clear.size();
    }

    private static void sealLines(Connection connection, UUID tenant) throws SQLException {
        List<UUID> bundles = Sql.list(
                connection,
                "SELECT b.bundle_id FROM bundle b JOIN license l ON l.license_id = b.license_id"
                        + " WHERE l.tenant_id = ? AND b.envelope IS NOT NULL",
                row -> row.uuid("bundle_id"),
                tenant);
        CustomerKey key = key(connection, tenant).orElseThrow();
        for (UUID bundle : bundles) {
            byte[] line = Sql.find(
                            connection,
                            "SELECT envelope FROM bundle WHERE bundle_id = ?",
                            row -> row.bytes("envelope"),
                            bundle)
                    .orElseThrow();
            Sql.updateOne(
                    connection, "UPDATE bundle SET envelope = ? WHERE bundle_id = ?", key.seal(bundle, line), bundle);
        }
    }

    /** No name is in clear any longer, nowhere in the files. */
    static int forgetClearOnes(Connection connection) throws SQLException {
        return Sql.update(connection, "DELETE FROM clear_customer");
    }
}
