-- Other reports about cases and promises. The ranks of reports that existed before moved up.
UPDATE cases SET state_rank = state_rank + 3 WHERE state_rank IN (4, 5);

-- States are OPEN, RESOLVED, CLOSED. Which report changed an attribute last: null as long as it is as the case was opened.
ALTER TABLE cases
    ADD COLUMN kind_at           timestamptz,
    ADD COLUMN kind_report       text,
    ADD COLUMN cause_at          timestamptz,
    ADD COLUMN cause_report      text,
    ADD COLUMN product_at        timestamptz,
    ADD COLUMN product_report    text,
    ADD COLUMN priority_at       timestamptz,
    ADD COLUMN priority_report   text,
    ADD COLUMN merged_into       uuid,        -- the case that goes on instead
    ADD COLUMN resolved_at       timestamptz, -- the last resolution, as outcome and remedy
    ADD COLUMN resolved_imported boolean,
    ADD COLUMN linked_to         uuid,        -- the closed case that this one goes on with
    ADD COLUMN continued_in      uuid;        -- and the other way round
UPDATE cases SET resolved_at = state_at, resolved_imported = false WHERE cycle > 0;

-- Cases that are resolved already close too; the timer looks by itself whether their window is over.
INSERT INTO messaging.timer (kind, subject, key, due, next_try)
SELECT 'close-case', case_id, 'case:' || case_id, now(), now() FROM cases WHERE state = 'RESOLVED';

-- The newest revision of a promise and its earliest end.
ALTER TABLE promise
    ADD COLUMN revised_at     timestamptz,
    ADD COLUMN revised_report text,
    ADD COLUMN ended          text,          -- KEPT, WITHDRAWN
    ADD COLUMN ended_at       timestamptz;
UPDATE promise SET ended = 'KEPT', ended_at = kept_at WHERE kept_at IS NOT NULL;
ALTER TABLE promise DROP COLUMN kept_at;

-- Reports that came before their case was opened, whole. A body may hold free text; the row goes when its wait ends.
CREATE TABLE waiting_report (
    waiting_id     uuid        PRIMARY KEY,
    case_id        uuid        NOT NULL,
    source         text        NOT NULL,
    report_id      text        NOT NULL,
    source_case_id text        NOT NULL,
    occurred_at    timestamptz NOT NULL,
    imported       boolean     NOT NULL,
    body           jsonb       NOT NULL,
    traceparent    text
);
CREATE INDEX waiting_report_of_case ON waiting_report (case_id);
