-- Ids are looked up by themselves. With the appliance before them, a database that knew little of the table yet went over all
-- events of the appliance instead.
DROP INDEX event_id;
CREATE INDEX event_id ON event (event_id);
