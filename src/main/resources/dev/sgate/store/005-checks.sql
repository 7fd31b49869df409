-- What the checks at a launch must remember.

-- Bundles whose key was found revoked, and when first: from then on a site has policy.rotationHours to get a new one (BEHAVIOUR 2).
CREATE TABLE key_revocation (
    identity TEXT PRIMARY KEY,
    since    TEXT NOT NULL
) STRICT, WITHOUT ROWID;
