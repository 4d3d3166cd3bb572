-- Other reports about cases and promises. The ranks of reports that existed before moved up.
UPDATE cases SET state_rank = state_rank + 3 WHERE state_rank IN (4, 5);

-- States are OPEN, RESOLVED, CLOSED. Which report changed an attribute last: null as long as it is as the case was opened.
ALTER TABLE cases
    ADD COLUMN kind_at         timestamptz,
    ADD COLUMN kind_report     text,
    ADD COLUMN cause_at        timestamptz,
    ADD COLUMN cause_report    text,
    ADD COLUMN product_at      timestamptz,
    ADD COLUMN product_report  text,
    ADD COLUMN priority_at     timestamptz,
    ADD COLUMN priority_report text,
    ADD COLUMN merged_into     uuid;         -- the case that goes on instead

-- The newest revision of a promise and its earliest end.
ALTER TABLE promise
    ADD COLUMN revised_at     timestamptz,
    ADD COLUMN revised_report text,
    ADD COLUMN ended          text,          -- KEPT, WITHDRAWN
    ADD COLUMN ended_at       timestamptz;
UPDATE promise SET ended = 'KEPT', ended_at = kept_at WHERE kept_at IS NOT NULL;
ALTER TABLE promise DROP COLUMN kept_at;
