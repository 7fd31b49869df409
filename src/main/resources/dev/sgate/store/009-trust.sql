-- Trust documents that sticks brought, and the pinned one that the first of them followed. Each is verified again, by the one before
-- it, whenever the state is read. They are kept for good: what one of them revoked stays revoked.
CREATE TABLE trust_document (
    version       INTEGER PRIMARY KEY,
    pinned        INTEGER NOT NULL CHECK (pinned IN (0, 1)),
    envelope_line BLOB NOT NULL,
    taken_at      TEXT NOT NULL
) STRICT;

-- The last serial that each set of signers gave a license. The one that counts falls back with a revoked key, so that a stolen key
-- cannot lock a site out by setting a maximum. Bundles from before this table are not in it: where their key is revoked, the next
-- bundle of a believed key is taken whatever its serial.
CREATE TABLE license_serial (
    license_id TEXT NOT NULL,
    signers    TEXT NOT NULL,
    site       TEXT NOT NULL,
    serial     INTEGER NOT NULL,
    identity   TEXT NOT NULL,
    PRIMARY KEY (license_id, signers)
) STRICT, WITHOUT ROWID;
