-- What is remembered of the time, for each set of signers (BEHAVIOUR 4): the mark falls back when a key is revoked.

-- `signers` are key ids in order, separated by a space, as in 001; none where there was no bundle yet, and in a row that was written
-- before they were kept. `state` is as in 004.
CREATE TABLE remembered_time (
    signers TEXT PRIMARY KEY,
    state   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO remembered_time (signers, state) SELECT '', state FROM trusted_time;

DROP TABLE trusted_time;
