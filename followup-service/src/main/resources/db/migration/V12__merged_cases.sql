-- The case in which a merged one goes on, when it was merged, and when that was recorded. Its promises are judged, and listed, as those of that case.
ALTER TABLE known_case
    ADD COLUMN merged_into       uuid,
    ADD COLUMN merged_at         timestamptz,
    ADD COLUMN merge_recorded_at timestamptz;
-- Few cases are: who asks which of many are finds out from an index that hardly holds any.
CREATE INDEX known_case_merged ON known_case (case_id) WHERE merged_into IS NOT NULL;
CREATE INDEX known_case_merged_into ON known_case (merged_into) WHERE merged_into IS NOT NULL;
