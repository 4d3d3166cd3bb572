-- A correction of the outcome stands, whatever is reported of the same resolution afterwards. What a report has undone before is not known here.
ALTER TABLE cases ADD COLUMN outcome_corrected boolean NOT NULL DEFAULT false;
UPDATE cases SET outcome_corrected = true
 WHERE EXISTS (SELECT FROM correction
                WHERE correction.case_id = cases.case_id AND correction.cycle = cases.cycle
                  AND correction.field = 'OUTCOME' AND correction.code = cases.outcome);
