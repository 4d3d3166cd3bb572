-- True if the customer was to be told that it is not done, and the message did not reach them.
ALTER TABLE promise_revision ADD COLUMN held_in_vain boolean NOT NULL DEFAULT false;

-- True for a call in which the customer was told of a new date and which nobody recorded apart; who called may not be known then.
ALTER TABLE customer_call
    ALTER COLUMN called_by DROP NOT NULL,
    ADD COLUMN within_date boolean NOT NULL DEFAULT false;

-- What customers heard of their cases by message: it keeps promises that are heard of later, too. Forgotten after 35 days, when such a promise cannot come any more.
CREATE TABLE heard_message (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id     uuid        NOT NULL,
    at          timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    -- the promise it was about, null if it was about none
    about       uuid
);
CREATE INDEX heard_message_case ON heard_message (case_id);
CREATE INDEX heard_message_recorded ON heard_message (recorded_at);
