-- What is remembered of the time takes the place of the bare mark (BEHAVIOUR 1).

-- One member a line, its name, a space, its value; the same text as in the file `mark` beside the ledger. Times in it are UTC, with
-- up to three decimals; `trusted` and `read` are followed by the milliseconds since boot and the id of the boot.
CREATE TABLE trusted_time (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    state    TEXT NOT NULL
) STRICT;

INSERT INTO trusted_time (only_row, state)
    SELECT 1, 'mark ' || mark || '
issued-at ' || mark || '
seen 1970-01-01T00:00:00Z
trusted ' || mark || ' 0 ' || '
read 1970-01-01T00:00:00Z 0 ' || '
added-seconds 0
stepped-back-seconds 0
widest-tolerance-seconds 3600
' FROM mark;

DROP TABLE mark;
