CREATE TABLE tally (
    key   text   PRIMARY KEY,
    total bigint NOT NULL
);

-- one row per effect, and nothing that would hide an effect that happens twice
CREATE TABLE effect (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id uuid   NOT NULL,
    key      text   NOT NULL,
    sequence bigint NOT NULL
);

CREATE TABLE rung (
    id      bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subject text        NOT NULL,
    due     timestamptz NOT NULL,
    at      timestamptz NOT NULL
);

CREATE TABLE letter (
    key     text    PRIMARY KEY,
    version integer NOT NULL,
    text    text
);
