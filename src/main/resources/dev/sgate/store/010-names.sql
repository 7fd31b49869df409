-- Names of devices are sealed with a key of their own, keys/personal.key, so that destroying it erases them (BEHAVIOUR 6). The clear
-- ones were deleted before; each comes again with the next activation of its device.
DROP TABLE instance_name;

CREATE TABLE instance_name (
    instance TEXT PRIMARY KEY REFERENCES instance (instance) ON DELETE CASCADE,
    sealed   BLOB NOT NULL                   -- nonce and AES-256-GCM, bound to the instance
) STRICT, WITHOUT ROWID;
