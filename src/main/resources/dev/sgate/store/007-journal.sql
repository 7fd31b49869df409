-- Acknowledgements, a lost journal key, and names of devices that can be erased (BEHAVIOUR 6).

-- Events up to this one are encrypted with a key that was lost: their rows are kept, and nothing reads them.
ALTER TABLE journal ADD COLUMN unreadable_seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE journal ADD COLUMN unreadable_head TEXT NOT NULL
    DEFAULT '0000000000000000000000000000000000000000000000000000000000000000';

-- Acknowledgements of events that are not ours: the vendor holds another history of this appliance.
CREATE TABLE fork (
    fork_no      INTEGER PRIMARY KEY,        -- the later, the higher its claim
    claimed_seq  INTEGER NOT NULL,
    claimed_head TEXT NOT NULL,
    at           TEXT NOT NULL
) STRICT;

-- Pools that were open when a fork was found. They give no new seat; one of a higher epoch is another pool.
CREATE TABLE held_back_pool (
    license_id TEXT NOT NULL,
    epoch      INTEGER NOT NULL,
    PRIMARY KEY (license_id, epoch)
) STRICT, WITHOUT ROWID;
