-- The case that a report waits for: its own, or the one that it is to be merged into.
ALTER TABLE waiting_report ADD COLUMN waits_for uuid;
UPDATE waiting_report SET waits_for = case_id;
ALTER TABLE waiting_report ALTER COLUMN waits_for SET NOT NULL;
DROP INDEX waiting_report_of_case;
CREATE INDEX waiting_report_for ON waiting_report (waits_for);
