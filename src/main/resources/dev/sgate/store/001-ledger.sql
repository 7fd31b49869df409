-- The appliance's database of record, first version. Applied in one transaction; PRAGMA user_version then says 1.
--
-- Times are text, YYYY-MM-DDTHH:MM:SSZ. Digests are 64 lower-case hex digits, ids are UUIDs in lower case.
-- A list is text with one element a line; no element holds a line feed (FORMATS, Text).
-- `signers` are key ids in order, separated by a space: values that only ever rise are kept apart for each set of signers, so that
-- they can fall back when a key is revoked (BEHAVIOUR 4).

-- What happened at the sticks -----------------------------------------------------------------------------------------------

CREATE TABLE visit (
    visit_no  INTEGER PRIMARY KEY,          -- in the order of arrival
    visit     TEXT NOT NULL UNIQUE,
    volume    TEXT NOT NULL,
    phase     TEXT NOT NULL,                -- how far it came: begun, checking, installing, returning
    result    TEXT,                         -- NULL until it has ended
    begun_at  TEXT NOT NULL,
    ended_at  TEXT,
    CHECK ((result IS NULL) = (ended_at IS NULL))
) STRICT;

CREATE INDEX visit_unfinished ON visit (visit_no) WHERE ended_at IS NULL;

CREATE TABLE visit_file (
    file_no   INTEGER PRIMARY KEY,          -- in the order in which they were settled
    visit     TEXT NOT NULL REFERENCES visit (visit),
    file_name TEXT NOT NULL,
    identity  TEXT,                         -- NULL where nobody signed it
    subject   TEXT NOT NULL,                -- license, release, trust, seat, volume, or file where it is not known
    result    TEXT NOT NULL,                -- applied, already-applied, rolled-back or refused
    code      TEXT                          -- the refusal code, where there is one
) STRICT;

CREATE INDEX visit_file_visit ON visit_file (visit);

CREATE TABLE visit_file_evidence (
    file_no  INTEGER NOT NULL REFERENCES visit_file (file_no),
    position INTEGER NOT NULL,
    name     TEXT NOT NULL,
    value    TEXT NOT NULL,
    PRIMARY KEY (file_no, position)
) STRICT, WITHOUT ROWID;

-- Digests that were told of in the journal already (BEHAVIOUR 3: once per digest).
CREATE TABLE remembered (
    identity TEXT PRIMARY KEY,
    result   TEXT NOT NULL,
    at       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Licenses and seats ----------------------------------------------------------------------------------------------------------

CREATE TABLE license (
    license_id    TEXT PRIMARY KEY,
    site          TEXT NOT NULL,            -- empty where the bundle names none
    serial        INTEGER NOT NULL,
    identity      TEXT NOT NULL,
    envelope_line BLOB NOT NULL,            -- as it came: verified again by whoever relies on it
    imported_at   TEXT NOT NULL
) STRICT;

CREATE TABLE opened_pool (
    license_id TEXT NOT NULL,
    epoch      INTEGER NOT NULL,
    opened_at  TEXT NOT NULL,
    PRIMARY KEY (license_id, epoch)
) STRICT, WITHOUT ROWID;

CREATE TABLE seat (
    seat_no    INTEGER PRIMARY KEY,
    license_id TEXT NOT NULL,
    epoch      INTEGER NOT NULL,
    device     TEXT NOT NULL,
    since      TEXT NOT NULL,
    UNIQUE (license_id, epoch, device)
) STRICT;

CREATE TABLE device (
    device_no   INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL UNIQUE,
    first_seen  TEXT NOT NULL,
    last_seen   TEXT NOT NULL
) STRICT;

CREATE TABLE revocation_list (
    list_no   INTEGER PRIMARY KEY AUTOINCREMENT, -- of two lists with one number the later row counts
    signers   TEXT NOT NULL UNIQUE,
    number    INTEGER NOT NULL,
    issued_at TEXT NOT NULL,
    packed    BLOB NOT NULL                 -- first 16 bytes of each hash, ascending
) STRICT;

-- Releases --------------------------------------------------------------------------------------------------------------------

CREATE TABLE install (
    install_no      INTEGER PRIMARY KEY,
    install         TEXT NOT NULL UNIQUE,
    phase           TEXT NOT NULL,          -- the names of InstallPhase
    unfinished      INTEGER NOT NULL CHECK (unfinished IN (0, 1)),
    app_name        TEXT NOT NULL,
    version         TEXT NOT NULL,          -- as written, with build metadata
    release_version TEXT NOT NULL,          -- without: what identifies a release
    platform        TEXT NOT NULL,
    digest          TEXT NOT NULL,
    folder          TEXT NOT NULL,
    previous_folder TEXT,
    file_issued_at  TEXT NOT NULL,
    command         TEXT NOT NULL,          -- one word a line
    envelope_line   BLOB,                   -- until it has ended
    begun_at        TEXT NOT NULL,
    moved_at        TEXT NOT NULL,
    CHECK (unfinished = 0 OR envelope_line IS NOT NULL)
) STRICT;

CREATE INDEX install_unfinished ON install (install_no) WHERE unfinished = 1;

-- A restart never finds two installs of one application to take up.
CREATE UNIQUE INDEX install_unfinished_once ON install (app_name) WHERE unfinished = 1;

-- Every release that was ever committed here.
CREATE TABLE held_release (
    release_no      INTEGER PRIMARY KEY,
    app_name        TEXT NOT NULL,
    release_version TEXT NOT NULL,
    platform        TEXT NOT NULL,
    version         TEXT NOT NULL,
    digest          TEXT NOT NULL,
    folder          TEXT NOT NULL,
    file_issued_at  TEXT NOT NULL,
    command         TEXT NOT NULL,
    committed_at    TEXT NOT NULL,
    UNIQUE (app_name, release_version, platform)
) STRICT;

CREATE TABLE running (
    app_name   TEXT PRIMARY KEY,
    release_no INTEGER NOT NULL REFERENCES held_release (release_no)
) STRICT;

CREATE TABLE version_floor (
    app_name TEXT NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('highest-committed', 'minimum')),
    signers  TEXT NOT NULL,
    version  TEXT NOT NULL,
    PRIMARY KEY (app_name, kind, signers)
) STRICT, WITHOUT ROWID;

CREATE TABLE quarantine (
    digest         TEXT PRIMARY KEY,
    app_name       TEXT NOT NULL,
    version        TEXT NOT NULL,
    file_issued_at TEXT NOT NULL,
    at             TEXT NOT NULL
) STRICT;

-- The journal -----------------------------------------------------------------------------------------------------------------

-- Each line is encrypted for itself: AES-256-GCM, a random nonce, bound to the appliance and its place (BEHAVIOUR 6).
CREATE TABLE event (
    seq    INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE,
    nonce  BLOB NOT NULL CHECK (length(nonce) = 12),
    sealed BLOB NOT NULL
) STRICT;

-- One row: the newest event, and the last one that the vendor acknowledged and this appliance forgot.
CREATE TABLE journal (
    only_row          INTEGER PRIMARY KEY CHECK (only_row = 1),
    head_seq          INTEGER NOT NULL,
    head              TEXT NOT NULL,
    acknowledged_seq  INTEGER NOT NULL,
    acknowledged_head TEXT NOT NULL
) STRICT;

INSERT INTO journal VALUES (1, 0, printf('%064d', 0), 0, printf('%064d', 0));

-- One row an export that was begun, also where it came to nothing: no serial is given twice.
CREATE TABLE export (
    export_serial INTEGER PRIMARY KEY,
    first_seq     INTEGER NOT NULL,
    last_seq      INTEGER NOT NULL,
    file_names    TEXT NOT NULL,            -- one name a line; empty until it has ended well
    at            TEXT NOT NULL
) STRICT;

-- Time ------------------------------------------------------------------------------------------------------------------------

CREATE TABLE mark (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    mark     TEXT NOT NULL
) STRICT;

-- Reports ---------------------------------------------------------------------------------------------------------------------
-- Read by routes, through camel-jdbc, and by people. The names of these views and of their columns stay as they are: a later
-- version may add a column at the end, and changes none.

-- One row a visit, the newest first.
--   visit   the id, as in every log line and receipt
--   volume  where the stick was mounted
--   phase   how far it came: begun, checking, installing, returning
--   result  safe-to-unplug, volume-gone, not-released, turned-away, interrupted or resumed; NULL while it goes on
--   begun, ended  times; ended is NULL while it goes on
CREATE VIEW visit_report (visit, volume, phase, result, begun, ended) AS
    SELECT visit, volume, phase, result, begun_at, ended_at FROM visit ORDER BY visit_no DESC;

-- One row a file, or a half of it, in the order in which they were settled.
--   visit      the visit it came with
--   file_name  as on the stick, escaped for logs
--   subject    license, release, trust, seat, volume, or file where it is not known
--   result     applied, already-applied, rolled-back or refused
--   code       the refusal code; NULL where there is none
--   identity   SHA-256 of the payload; NULL where nobody signed it
--   evidence   name=value, separated by a space; NULL where there is none
CREATE VIEW visit_file_report (visit, file_name, subject, result, code, identity, evidence) AS
    SELECT visit, file_name, subject, result, code, identity,
           (SELECT group_concat(name || '=' || value, ' ' ORDER BY position)
              FROM visit_file_evidence evidence WHERE evidence.file_no = visit_file.file_no)
      FROM visit_file ORDER BY file_no;
