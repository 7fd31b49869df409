-- Customers may be persons. What names them stands apart from what they bought, sealed with a key of their own; erasing a customer
-- destroys the key (E17). The signed lines of bundles name their customer, so they are sealed with the same key.

-- The name under a key of this ledger: enough to find a tenant by its name. "erased-" and the id once the customer is erased.
ALTER TABLE tenant RENAME COLUMN name TO pseudonym;
ALTER TABLE tenant ADD COLUMN erased_at TEXT;           -- NULL while it has a name

CREATE TABLE pseudonym_key (
    one    INTEGER PRIMARY KEY CHECK (one = 1),
    secret BLOB NOT NULL                    -- 32 bytes
) STRICT;

CREATE TABLE customer_key (
    tenant_id TEXT PRIMARY KEY REFERENCES tenant (tenant_id),
    secret    BLOB NOT NULL                 -- 32 bytes
) STRICT, WITHOUT ROWID;

CREATE TABLE customer (
    tenant_id TEXT PRIMARY KEY REFERENCES tenant (tenant_id),
    sealed    BLOB NOT NULL                 -- nonce and AES-256-GCM, bound to the tenant: the name, and an address on a line of its own
) STRICT, WITHOUT ROWID;

-- Tenants whose name is still in clear in the column pseudonym; empty after the first opening.
CREATE TABLE clear_customer (
    tenant_id TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

INSERT INTO clear_customer (tenant_id) SELECT tenant_id FROM tenant;

-- Devices are those of a journal's seats, too, and not only of its device lines: lease clients stand in events alone.
INSERT INTO device (appliance_id, fingerprint, first_seen, last_seen)
SELECT appliance_id, fingerprint, min(occurred_at), max(occurred_at) FROM event
WHERE type IN ('activation', 'validation', 'renewal', 'deactivation') AND fingerprint IS NOT NULL
  AND (rejected IS NULL OR rejected <> 'future')
GROUP BY appliance_id, fingerprint
ON CONFLICT (appliance_id, fingerprint) DO UPDATE SET
    first_seen = CASE WHEN excluded.first_seen < device.first_seen THEN excluded.first_seen ELSE device.first_seen END,
    last_seen = CASE WHEN excluded.last_seen > device.last_seen THEN excluded.last_seen ELSE device.last_seen END;
