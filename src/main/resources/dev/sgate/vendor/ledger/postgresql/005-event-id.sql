-- The vendor desk's ledger on PostgreSQL, fifth version. Why is said in ../005-event-id.sql.
DROP INDEX event_id;
CREATE INDEX event_id ON event (event_id);
