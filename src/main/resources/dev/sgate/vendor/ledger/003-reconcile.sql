-- What importing and counting need: the end of each lease, how far a journal is whole, and what was found.

-- Rejected are future and known-id. Two lines with one number are a fork, and neither is rejected.
UPDATE event SET rejected = NULL WHERE rejected = 'fork';

ALTER TABLE event ADD COLUMN lease_until TEXT;          -- of the lease that an activation, validation or renewal tells of

-- Seats are read along each journal.
DROP INDEX event_license;

-- The event up to which the journal is there without a gap or a fork. It follows from the lines; it is kept to save looking again.
ALTER TABLE appliance ADD COLUMN whole_seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE appliance ADD COLUMN whole_head TEXT;       -- NULL before the first

ALTER TABLE import ADD COLUMN forked INTEGER;
ALTER TABLE import ADD COLUMN back_dated INTEGER;

-- The over-activations of today's knowledge: found anew with each import. What was found when stands in the audit log.
CREATE TABLE over_activation (
    license_id TEXT NOT NULL REFERENCES license (license_id),
    site       TEXT NOT NULL,
    from_at    TEXT NOT NULL,
    until_at   TEXT,                        -- NULL where it has not ended
    peak_at    TEXT NOT NULL,
    seats      INTEGER NOT NULL,
    devices    TEXT NOT NULL,               -- the fingerprints at the peak, in order, one a line
    PRIMARY KEY (license_id, site, from_at)
) STRICT, WITHOUT ROWID;
