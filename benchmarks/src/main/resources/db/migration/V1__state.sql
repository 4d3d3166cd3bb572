CREATE TABLE state (
    id         uuid        PRIMARY KEY,
    events     bigint      NOT NULL,
    code       text        NOT NULL,
    changed_at timestamptz NOT NULL
);
