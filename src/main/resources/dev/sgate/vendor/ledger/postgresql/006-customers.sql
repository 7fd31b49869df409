-- The vendor desk's ledger on PostgreSQL, sixth version. What tables and columns mean is said in ../006-customers.sql.

ALTER TABLE tenant RENAME COLUMN name TO pseudonym;
ALTER TABLE tenant ADD COLUMN erased_at text COLLATE "C";

CREATE TABLE pseudonym_key (
    one    bigint PRIMARY KEY CHECK (one = 1),
    secret bytea NOT NULL
);

CREATE TABLE customer_key (
    tenant_id text COLLATE "C" PRIMARY KEY REFERENCES tenant (tenant_id),
    secret    bytea NOT NULL
);

CREATE TABLE customer (
    tenant_id text COLLATE "C" PRIMARY KEY REFERENCES tenant (tenant_id),
    sealed    bytea NOT NULL
);

CREATE TABLE clear_customer (
    tenant_id text COLLATE "C" PRIMARY KEY
);

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
