package dev.sgate.vendor.ledger;

import dev.sgate.seal.Sha256;
import dev.sgate.store.Sql;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What a ledger finds its tenants by, instead of their names: HMAC-SHA256 of the name under a key of this ledger (BEHAVIOUR 6). */
final class Pseudonyms {
    private static final String HMAC = "HmacSHA256";

    private Pseudonyms() {}

    /** Empty as long as the ledger has no key: then it has no tenants either. */
    static Optional<Sha256> find(Connection connection, String name) throws SQLException {
        return secret(connection).map(secret -> of(secret, name));
    }

    /** Makes the ledger's key at the first need. */
    static Sha256 of(Connection connection, String name) throws SQLException {
        Optional<byte[]> known = secret(connection);
        if (known.isPresent()) {
            return of(known.get(), name);
        }
        byte[] fresh = CustomerKey.newSecret();
        Sql.update(connection, "INSERT INTO pseudonym_key (one, secret) VALUES (1, ?)", fresh);
        return of(fresh, name);
    }

    private static Optional<byte[]> secret(Connection connection) throws SQLException {
        return Sql.find(connection, "SELECT secret FROM pseudonym_key", row -> row.bytes("secret"));
    }

    private static Sha256 of(byte[] secret, String name) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            return Sha256.ofRaw(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HMAC-SHA256", e);
        }
    }
}
