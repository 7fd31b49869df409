-- The vendor desk's ledger, first version. Applied in one transaction; PRAGMA user_version then says 1.
--
-- Times are text, YYYY-MM-DDTHH:MM:SSZ. Digests are 64 lower-case hex digits, ids are UUIDs in lower case.

PRAGMA application_id = 1397179467;         -- "SGDK": tells a desk's ledger from an appliance's

-- What was minted -----------------------------------------------------------------------------------------------------------

CREATE TABLE license (
    license_id TEXT PRIMARY KEY,
    key_hash   TEXT NOT NULL UNIQUE,
    product    TEXT NOT NULL,
    customer   TEXT NOT NULL,
    revoked_at TEXT                         -- NULL until the license key is revoked
) STRICT;

CREATE TABLE bundle (
    bundle_id   TEXT PRIMARY KEY,
    license_id  TEXT NOT NULL REFERENCES license (license_id),
    site        TEXT NOT NULL,              -- empty where the bundle names none
    serial      INTEGER NOT NULL,
    identity    TEXT NOT NULL UNIQUE,
    minted_at   TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    pool_size   INTEGER NOT NULL,
    pool_epoch  INTEGER NOT NULL,
    UNIQUE (license_id, site, serial)
) STRICT;

-- The device keys that a bundle is for; none where it is for any.
CREATE TABLE bundle_appliance (
    bundle_id TEXT NOT NULL REFERENCES bundle (bundle_id),
    key_id    TEXT NOT NULL,
    PRIMARY KEY (bundle_id, key_id)
) STRICT, WITHOUT ROWID;

-- One line of revocation list numbers per vendor: it grows with every list made.
CREATE TABLE revocation_list (
    number    INTEGER PRIMARY KEY,
    issued_at TEXT NOT NULL
) STRICT;

-- What came back ------------------------------------------------------------------------------------------------------------

CREATE TABLE appliance (
    appliance_id TEXT PRIMARY KEY,
    key_id       TEXT NOT NULL UNIQUE,
    device_key   BLOB NOT NULL,             -- SubjectPublicKeyInfo in DER
    fingerprint  TEXT NOT NULL,
    enrolled_at  TEXT,                      -- NULL while parked: counted nowhere
    tip_seq      INTEGER NOT NULL           -- the newest event that any of its files spoke of
) STRICT;

CREATE INDEX appliance_fingerprint ON appliance (fingerprint);

-- The bundles that an appliance's files said were in force.
CREATE TABLE appliance_bundle (
    appliance_id TEXT NOT NULL REFERENCES appliance (appliance_id),
    bundle_id    TEXT NOT NULL,
    PRIMARY KEY (appliance_id, bundle_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE import (
    import_no    INTEGER PRIMARY KEY,
    identity     TEXT NOT NULL,
    appliance_id TEXT NOT NULL REFERENCES appliance (appliance_id),
    file_name    TEXT NOT NULL,
    imported_at  TEXT NOT NULL
) STRICT;

CREATE INDEX import_identity ON import (identity);

-- Every event line that was ever signed by its device, also rejected ones: those keep their place in the chain. Two rows with one
-- seq are a fork.
CREATE TABLE event (
    appliance_id TEXT NOT NULL REFERENCES appliance (appliance_id),
    seq          INTEGER NOT NULL,
    digest       TEXT NOT NULL,             -- of the line
    prev         TEXT NOT NULL,             -- digest of the line before, as this line says
    event_id     TEXT NOT NULL,
    occurred_at  TEXT NOT NULL,
    type         TEXT NOT NULL,
    license_id   TEXT,
    fingerprint  TEXT,
    rejected     TEXT,                      -- NULL, future or known-id; the first import's verdict stands
    line         BLOB NOT NULL,             -- without its line feed
    PRIMARY KEY (appliance_id, seq, digest)
) STRICT;

CREATE INDEX event_id ON event (appliance_id, event_id);
CREATE INDEX event_license ON event (license_id, type);

CREATE TABLE device (
    appliance_id TEXT NOT NULL REFERENCES appliance (appliance_id),
    fingerprint  TEXT NOT NULL,
    first_seen   TEXT NOT NULL,
    last_seen    TEXT NOT NULL,
    PRIMARY KEY (appliance_id, fingerprint)
) STRICT, WITHOUT ROWID;
