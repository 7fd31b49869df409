-- Seats that are given back, and the applications that hold them (BEHAVIOUR 5).

-- NULL while the seat is held; given back, another device may have it after this time.
ALTER TABLE seat ADD COLUMN free_from TEXT;

-- An activation of an application on a device, until its seat is given back.
CREATE TABLE instance (
    instance_no       INTEGER PRIMARY KEY,
    instance          TEXT NOT NULL UNIQUE,
    license_id        TEXT NOT NULL,
    device            TEXT NOT NULL,         -- as in seat
    machine_known     INTEGER NOT NULL CHECK (machine_known IN (0, 1)), -- 1: device is the hash of a machine
    address           TEXT NOT NULL,         -- that activated or last validated it
    issued_at         TEXT NOT NULL,         -- of its last lease
    expires_at        TEXT NOT NULL,
    told_at           TEXT NOT NULL,         -- when its last contact was journaled
    addresses_told_at TEXT,                  -- when it was last journaled that two addresses use it
    UNIQUE (license_id, device)
) STRICT;

-- What a device calls itself. Personal: it stands apart, and goes when the instance goes.
CREATE TABLE instance_name (
    instance TEXT PRIMARY KEY REFERENCES instance (instance) ON DELETE CASCADE,
    name     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- New seats of the last week, for what an address may take in a day and what may be re-used early in a week.
CREATE TABLE new_seat (
    new_seat_no INTEGER PRIMARY KEY,
    license_id  TEXT NOT NULL,
    address     TEXT NOT NULL,               -- empty for the appliance itself
    early       INTEGER NOT NULL CHECK (early IN (0, 1)),
    at          TEXT NOT NULL
) STRICT;

CREATE INDEX new_seat_address ON new_seat (address, at);
CREATE INDEX new_seat_early ON new_seat (license_id, at) WHERE early = 1;

-- Licenses that a person confirmed where their policy asks for one.
CREATE TABLE confirmation (
    license_id   TEXT PRIMARY KEY,
    confirmed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
