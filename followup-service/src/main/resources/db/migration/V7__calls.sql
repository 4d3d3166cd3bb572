-- Calls to customers, as those who made them report them: rows are added, never changed.
CREATE TABLE customer_call (
    id          uuid        PRIMARY KEY,
    case_id     uuid        NOT NULL,
    at          timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    outcome     text        NOT NULL CHECK (outcome IN ('REACHED', 'NO_ANSWER', 'VOICEMAIL', 'WRONG_NUMBER')),
    called_by   text        NOT NULL,
    -- the promises of whose new date the customer was told
    told        uuid[]      NOT NULL
);
CREATE INDEX customer_call_case ON customer_call (case_id, at);

ALTER TABLE promise
    DROP CONSTRAINT promise_state_check,
    ADD CONSTRAINT promise_state_check
        CHECK (state IN ('AWAITING_CUSTOMER', 'OPEN', 'ATTEMPTED', 'BROKEN', 'KEPT', 'KEPT_LATE', 'WITHDRAWN'));

-- The calls that did not reach the customer by a date; true if they came far enough apart; when a message told the customer of them.
ALTER TABLE promise_revision
    ADD COLUMN first_attempt_at timestamptz,
    ADD COLUMN last_attempt_at  timestamptz,
    ADD COLUMN attempts_apart   boolean,
    ADD COLUMN wrote_at         timestamptz;

ALTER TABLE figure
    ADD COLUMN date_attempted_in_time  bigint NOT NULL DEFAULT 0,
    ADD COLUMN first_attempted_in_time bigint NOT NULL DEFAULT 0,
    ADD COLUMN now_attempted_in_time   bigint NOT NULL DEFAULT 0;
