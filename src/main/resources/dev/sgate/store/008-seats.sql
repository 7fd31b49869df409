-- A launch reads its own seat and nobody else's, however large the pool is.

-- How many seats of each pool are written down, given back or not.
CREATE TABLE seat_count (
    license_id TEXT NOT NULL,
    epoch      INTEGER NOT NULL,
    seats      INTEGER NOT NULL,
    PRIMARY KEY (license_id, epoch)
) STRICT, WITHOUT ROWID;

INSERT INTO seat_count (license_id, epoch, seats)
    SELECT license_id, epoch, count(*) FROM seat GROUP BY license_id, epoch;

CREATE TRIGGER seat_written AFTER INSERT ON seat BEGIN
    INSERT INTO seat_count (license_id, epoch, seats) VALUES (new.license_id, new.epoch, 1)
        ON CONFLICT (license_id, epoch) DO UPDATE SET seats = seats + 1;
END;

CREATE TRIGGER seat_deleted AFTER DELETE ON seat BEGIN
    UPDATE seat_count SET seats = seats - 1 WHERE license_id = old.license_id AND epoch = old.epoch;
END;

-- Seats that are free, or will be.
CREATE INDEX seat_given_back ON seat (license_id, epoch, free_from) WHERE free_from IS NOT NULL;

-- Devices that would not be known again, by their last contact.
CREATE INDEX instance_contact ON instance (license_id, issued_at) WHERE machine_known = 0;

-- 1: the device came back to its own seat; that is no new seat of its address, and counts in what the address takes in all.
ALTER TABLE new_seat ADD COLUMN again INTEGER NOT NULL DEFAULT 0 CHECK (again IN (0, 1));
