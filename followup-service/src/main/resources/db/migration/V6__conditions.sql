-- A promise may wait for the customer: then it has no date, revision 0, and its clock does not run. In lists by due date it comes last.
ALTER TABLE promise
    DROP CONSTRAINT promise_state_check,
    ADD CONSTRAINT promise_state_check
        CHECK (state IN ('AWAITING_CUSTOMER', 'OPEN', 'BROKEN', 'KEPT', 'KEPT_LATE', 'WITHDRAWN')),
    -- what the customer has to do first, as it was said to them: personal, and forgotten with them
    ADD COLUMN condition          text,
    -- how long after that it is due; null if it had a date from the start
    ADD COLUMN condition_days     integer,
    ADD COLUMN condition_business boolean,
    ADD COLUMN reminded_at        timestamptz,
    ADD COLUMN met_at             timestamptz;

ALTER TABLE promise_entry ALTER COLUMN due_at DROP NOT NULL;

ALTER TABLE figure ADD COLUMN awaiting_customer bigint NOT NULL DEFAULT 0;
