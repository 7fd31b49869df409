-- The vendor desk's ledger on PostgreSQL, third version. What the columns mean is said in ../003-reconcile.sql.

UPDATE event SET rejected = NULL WHERE rejected = 'fork';

ALTER TABLE event ADD COLUMN lease_until text COLLATE "C";

DROP INDEX event_license;

ALTER TABLE appliance ADD COLUMN whole_seq bigint NOT NULL DEFAULT 0;
ALTER TABLE appliance ADD COLUMN whole_head text COLLATE "C";

ALTER TABLE import ADD COLUMN forked bigint;
ALTER TABLE import ADD COLUMN back_dated bigint;

CREATE TABLE over_activation (
    license_id text COLLATE "C" NOT NULL REFERENCES license (license_id),
    site       text COLLATE "C" NOT NULL,
    from_at    text COLLATE "C" NOT NULL,
    until_at   text COLLATE "C",
    peak_at    text COLLATE "C" NOT NULL,
    seats      bigint NOT NULL,
    devices    text COLLATE "C" NOT NULL,
    PRIMARY KEY (license_id, site, from_at)
);
