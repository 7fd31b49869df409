-- The vendor desk's ledger on PostgreSQL, sixth version. What tables and columns mean is said in ../006-customers.sql.

ALTER TABLE tenant RENAME COLUMN name TO pseudonym;
ALTER TABLE tenant ADD COLUMN erased_at text COLLATE "C";

CREATE TABLE pseudonym_key (
    one    bigint PRIMARY KEY CHECK (one = 1),
    secret bytea NOT NULL
);

CREATE TABLE customer_key (
    tenant_id text COLLATE "C" PRIMARY KEY REFERENCES tenant (tenant_id),
    secret    bytea NOT NULL
);

CREATE TABLE customer (
    tenant_id text COLLATE "C" PRIMARY KEY REFERENCES tenant (tenant_id),
    sealed    bytea NOT NULL
);

CREATE TABLE clear_customer (
    tenant_id text COLLATE "C" PRIMARY KEY
);

INSERT INTO clear_customer (tenant_id) SELECT tenant_id FROM tenant;
