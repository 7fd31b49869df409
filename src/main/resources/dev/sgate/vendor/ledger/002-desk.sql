-- The vendor desk's ledger, second version: tenants, applications, keys, exports, and the audit log. The ledger on PostgreSQL starts
-- with the sum of 001 and this (postgresql/002-desk.sql): change both or none.
--
-- Each customer of the first version becomes a tenant, each product an application. What a license was sold for was not kept then;
-- it is taken from its bundles: seats of the newest one of each site together, and the latest end.

CREATE TABLE tenant (
    tenant_id    TEXT PRIMARY KEY,
    name         TEXT NOT NULL UNIQUE,      -- the customer, as bundles name it
    plan         TEXT NOT NULL CHECK (plan IN ('starter', 'professional', 'enterprise')),
    offline      INTEGER NOT NULL CHECK (offline IN (0, 1)),
    suspended_at TEXT,                      -- NULL while active
    made_at      TEXT NOT NULL
) STRICT;

CREATE TABLE application (
    app_id  TEXT PRIMARY KEY,
    product TEXT NOT NULL UNIQUE,
    name    TEXT NOT NULL,                  -- for people
    made_at TEXT NOT NULL
) STRICT;

-- The updates of an application; the files themselves stay where they are.
CREATE TABLE app_binary (
    identity TEXT PRIMARY KEY,              -- of the update's payload
    app_id   TEXT NOT NULL REFERENCES application (app_id),
    name     TEXT NOT NULL,
    version  TEXT NOT NULL,
    platform TEXT NOT NULL,
    sha256   TEXT NOT NULL,                 -- of the attachment
    bytes    INTEGER NOT NULL,              -- of the attachment
    path     TEXT NOT NULL,                 -- of the update file when it was added
    added_at TEXT NOT NULL
) STRICT;

CREATE INDEX app_binary_app ON app_binary (app_id, added_at);

INSERT INTO tenant (tenant_id, name, plan, offline, made_at)
SELECT lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8'
           || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))),
       c.customer, 'professional', 1, coalesce(c.made_at, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
FROM (SELECT l.customer, min(b.minted_at) AS made_at FROM license l LEFT JOIN bundle b USING (license_id) GROUP BY l.customer) c;

INSERT INTO application (app_id, product, name, made_at)
SELECT lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8'
           || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))),
       p.product, p.product, coalesce(p.made_at, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
FROM (SELECT l.product, min(b.minted_at) AS made_at FROM license l LEFT JOIN bundle b USING (license_id) GROUP BY l.product) p;

-- SQLite cannot add a column that must be filled: the three tables are written anew, the children first taken away.
CREATE TABLE license_2 (
    license_id     TEXT PRIMARY KEY,
    key_hash       TEXT NOT NULL UNIQUE,
    tenant_id      TEXT NOT NULL REFERENCES tenant (tenant_id),
    app_id         TEXT NOT NULL REFERENCES application (app_id),
    tier           TEXT NOT NULL,
    max_devices    INTEGER NOT NULL CHECK (max_devices >= 1),       -- the plan's limit: online and offline together
    online_devices INTEGER NOT NULL CHECK (online_devices >= 0),
    pool_epoch     INTEGER NOT NULL,        -- of the next bundle; raised by each reset of the device counter
    expires_at     TEXT NOT NULL,           -- no bundle outlives it
    made_at        TEXT NOT NULL,
    revoked_at     TEXT,                    -- NULL until the license key is revoked
    replaced_by    TEXT REFERENCES license_2 (license_id)           -- the license that rekeying made in its place
) STRICT;

CREATE TABLE bundle_2 (
    bundle_id       TEXT PRIMARY KEY,
    license_id      TEXT NOT NULL REFERENCES license_2 (license_id),
    site            TEXT NOT NULL,          -- empty where the bundle names none
    serial          INTEGER NOT NULL,
    identity        TEXT NOT NULL UNIQUE,
    minted_at       TEXT NOT NULL,
    valid_until     TEXT NOT NULL,
    pool_size       INTEGER NOT NULL,
    pool_epoch      INTEGER NOT NULL,
    activate_by     TEXT,                   -- NULL where it may open a pool at any time
    crl_number      INTEGER,                -- of the revocation list inside; NULL for one of the first version
    update_identity TEXT,                   -- of the update inside, if any
    file_name       TEXT,                   -- NULL until it was written to a file
    exported_at     TEXT,                   -- the last time that it was
    envelope        BLOB,                   -- the signed line; NULL for one of the first version
    UNIQUE (license_id, site, serial)
) STRICT;

CREATE TABLE bundle_appliance_2 (
    bundle_id TEXT NOT NULL REFERENCES bundle_2 (bundle_id),
    key_id    TEXT NOT NULL,
    PRIMARY KEY (bundle_id, key_id)
) STRICT, WITHOUT ROWID;

INSERT INTO license_2 (license_id, key_hash, tenant_id, app_id, tier, max_devices, online_devices, pool_epoch, expires_at, made_at,
                       revoked_at)
SELECT l.license_id, l.key_hash, t.tenant_id, a.app_id, 'pro',
       coalesce((SELECT sum(b.pool_size) FROM bundle b WHERE b.license_id = l.license_id AND b.serial = (
           SELECT max(n.serial) FROM bundle n WHERE n.license_id = b.license_id AND n.site = b.site)), 1),
       0,
       coalesce((SELECT max(b.pool_epoch) FROM bundle b WHERE b.license_id = l.license_id), 0),
       coalesce((SELECT max(b.valid_until) FROM bundle b WHERE b.license_id = l.license_id), t.made_at),
       coalesce((SELECT min(b.minted_at) FROM bundle b WHERE b.license_id = l.license_id), t.made_at),
       l.revoked_at
FROM license l JOIN tenant t ON t.name = l.customer JOIN application a ON a.product = l.product;

INSERT INTO bundle_2 (bundle_id, license_id, site, serial, identity, minted_at, valid_until, pool_size, pool_epoch, exported_at)
SELECT bundle_id, license_id, site, serial, identity, minted_at, valid_until, pool_size, pool_epoch, minted_at FROM bundle;

INSERT INTO bundle_appliance_2 (bundle_id, key_id) SELECT bundle_id, key_id FROM bundle_appliance;

DROP TABLE bundle_appliance;
DROP TABLE bundle;
DROP TABLE license;
ALTER TABLE license_2 RENAME TO license;
ALTER TABLE bundle_2 RENAME TO bundle;
ALTER TABLE bundle_appliance_2 RENAME TO bundle_appliance;

CREATE INDEX license_tenant ON license (tenant_id);
CREATE INDEX license_expiry ON license (expires_at);

-- Numbers that were in use before a restore from backup, as journals tell; the next one lies above.
CREATE TABLE number_floor (
    license_id TEXT NOT NULL,
    site       TEXT NOT NULL,
    serial     INTEGER NOT NULL,
    pool_epoch INTEGER NOT NULL,
    PRIMARY KEY (license_id, site)
) STRICT, WITHOUT ROWID;

-- Keys that signed, or were made here. Private keys are nowhere in the ledger.
CREATE TABLE signing_key (
    kid           TEXT PRIMARY KEY,
    role          TEXT NOT NULL,
    algorithm     TEXT NOT NULL,
    spki          BLOB NOT NULL,            -- the public key, SubjectPublicKeyInfo in DER
    made_at       TEXT,                     -- NULL where it was made elsewhere
    first_used_at TEXT                      -- NULL until it signs
) STRICT;

ALTER TABLE appliance ADD COLUMN accepted_by TEXT;      -- who let it out of parking; NULL where its bundle did

-- NULL for imports of the first version.
ALTER TABLE import ADD COLUMN verdict TEXT;             -- counted or parked
ALTER TABLE import ADD COLUMN export_serial INTEGER;
ALTER TABLE import ADD COLUMN exported_at TEXT;
ALTER TABLE import ADD COLUMN part INTEGER;
ALTER TABLE import ADD COLUMN parts INTEGER;
ALTER TABLE import ADD COLUMN first_seq INTEGER;
ALTER TABLE import ADD COLUMN last_seq INTEGER;
ALTER TABLE import ADD COLUMN accepted INTEGER;
ALTER TABLE import ADD COLUMN duplicates INTEGER;
ALTER TABLE import ADD COLUMN rejected INTEGER;
ALTER TABLE import ADD COLUMN devices_created INTEGER;
ALTER TABLE import ADD COLUMN devices_updated INTEGER;
ALTER TABLE import ADD COLUMN envelope BLOB;            -- the signed line of the file

CREATE INDEX import_appliance ON import (appliance_id, export_serial, part);

-- Who did what, and when: a chain like a journal's. The columns repeat what the line says, for looking up.
CREATE TABLE audit (
    no      INTEGER PRIMARY KEY,            -- from 1, without a gap
    at      TEXT NOT NULL,
    who     TEXT NOT NULL,
    action  TEXT NOT NULL,
    subject TEXT NOT NULL,
    hash    TEXT NOT NULL,                  -- SHA-256 of the line
    line    TEXT NOT NULL                   -- JSON: no, at, who, action, subject, prev (the hash before, 64 zeros first), detail
) STRICT;

CREATE INDEX audit_action ON audit (action, no);

-- The newest entry: without it, the last rows could be taken away unseen.
CREATE TABLE audit_head (
    one  INTEGER PRIMARY KEY CHECK (one = 1),
    no   INTEGER NOT NULL,
    hash TEXT NOT NULL
) STRICT;

INSERT INTO audit_head (one, no, hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- Against mistakes; against a person with the file there is the chain.
CREATE TRIGGER audit_not_changed BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_not_removed BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
