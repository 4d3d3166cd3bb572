-- What a machine may say to the customer of a case, where that changed: it holds for what waits. Kept as long as a message may wait.
CREATE TABLE case_stance (
    case_id  uuid        PRIMARY KEY,
    stance   text        NOT NULL,
    sequence bigint      NOT NULL,
    said_at  timestamptz NOT NULL
);
CREATE INDEX case_stance_said ON case_stance USING brin (said_at);
