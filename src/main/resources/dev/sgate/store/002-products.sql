-- Second version: which product a license and a release belong to. NULL in rows that were written before: of a license it is then
-- taken from its bundle, as long as that verifies; of a release it is not known, and the next release of that name settles it.

ALTER TABLE license ADD COLUMN product TEXT;
ALTER TABLE install ADD COLUMN product TEXT;
