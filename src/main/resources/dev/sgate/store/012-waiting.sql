-- Updates that were checked and staged, and wait for a person or for the application's next restart: one for each application.
CREATE TABLE waiting_update (
    app_name      TEXT PRIMARY KEY,
    version       TEXT NOT NULL,
    digest        TEXT NOT NULL,
    identity      TEXT NOT NULL,            -- of the update's payload
    envelope_line BLOB NOT NULL,            -- verified again before it is installed
    slot          TEXT NOT NULL UNIQUE,     -- in staging, kept as long as this row
    since         TEXT NOT NULL,
    confirmed     INTEGER NOT NULL CHECK (confirmed IN (0, 1))
) STRICT;
