-- INSERT OR REPLACE removes a row without asking the trigger against removing.
CREATE TRIGGER audit_not_replaced BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit a WHERE a.no = NEW.no)
BEGIN SELECT raise(ABORT, 'the audit log is append-only'); END;
