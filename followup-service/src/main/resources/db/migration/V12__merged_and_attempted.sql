-- The case in which a merged one goes on, when it was merged, and when that was recorded. Its promises are judged, and listed, as those of that case.
ALTER TABLE known_case
    ADD COLUMN merged_into       uuid,
    ADD COLUMN merged_at         timestamptz,
    ADD COLUMN merge_recorded_at timestamptz;
-- Few cases are: who asks which of many are finds out from an index that hardly holds any.
CREATE INDEX known_case_merged ON known_case (case_id) WHERE merged_into IS NOT NULL;
CREATE INDEX known_case_merged_into ON known_case (merged_into) WHERE merged_into IS NOT NULL;

-- A call that was tried is still to be made: it is on the same lists, and handed over with the rest. What was an index of open and broken ones is of these, too.
ALTER TABLE promise ALTER COLUMN listed_as
    SET EXPRESSION AS (CASE WHEN state IN ('OPEN', 'ATTEMPTED', 'BROKEN') THEN 'TO_DO' ELSE state END);
-- That wrote the table anew and left it without statistics: those that are still to be done would be taken to be few.
ANALYZE promise;
