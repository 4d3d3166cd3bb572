-- What this service knows of cases. Based on the newest fact seen, by its sequence.
CREATE TABLE known_case (
    case_id   uuid    PRIMARY KEY,
    person_id text,
    owner     text,
    cycle     integer NOT NULL,
    sequence  bigint  NOT NULL
);

-- What this service knows of people: never a name or an address. An erased one leaves a marker, so that it cannot come back.
CREATE TABLE person (
    id        text   PRIMARY KEY,
    version   bigint NOT NULL,
    zone      text,
    erased_at timestamptz
);

-- One question per resolution. A row whose cycle ended before its resolution arrived has no due date and is a marker only.
CREATE TABLE contact (
    id           uuid    PRIMARY KEY,
    case_id      uuid    NOT NULL,
    cycle        integer NOT NULL,
    person_id    text,
    owner        text,
    due          timestamptz,
    link_version integer NOT NULL,
    state        text    NOT NULL CHECK (state IN ('PLANNED', 'ASKED', 'ENDED', 'ERASED')),
    answer       text             CHECK (answer IN ('SOLVED', 'NOT_SOLVED')),
    feedback     text             CHECK (feedback IN ('SOLVED', 'NOT_SOLVED')),
    answers      integer NOT NULL,
    UNIQUE (case_id, cycle)
);
CREATE INDEX contact_person ON contact (person_id) WHERE state <> 'ERASED';

-- A promise as it stands; how it came to that is in promise_entry.
CREATE TABLE promise (
    id          uuid        PRIMARY KEY,
    case_id     uuid        NOT NULL,
    person_id   text,
    cycle       integer     NOT NULL,
    kind        text        NOT NULL CHECK (kind IN ('RESOLUTION', 'CALLBACK', 'UPDATE', 'REFUND', 'DELIVERY', 'VISIT', 'OTHER')),
    owner       text,
    made_at     timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    imported    boolean     NOT NULL,
    -- the date that stands
    revision    integer     NOT NULL,
    state       text        NOT NULL CHECK (state IN ('OPEN', 'BROKEN', 'KEPT', 'KEPT_LATE', 'WITHDRAWN')),
    kept_at     timestamptz,
    withdrawn_at           timestamptz,
    withdrawal_recorded_at timestamptz,
    -- true if the customer agreed to the withdrawal
    consent     boolean
);
CREATE INDEX promise_case ON promise (case_id);
-- The days promised to a person: where they end depends on where the person lives.
CREATE INDEX promise_person ON promise (person_id);

-- The dates of a promise: rows are added; what the customer was given never changes, but for when a day ends.
CREATE TABLE promise_revision (
    promise_id  uuid        NOT NULL,
    revision    integer     NOT NULL,
    due_day     date,
    due_at      timestamptz NOT NULL,
    given_at    timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    -- why it took the place of the date before; null for the first
    change_id   uuid,
    reason      text,
    initiative  text,
    given_by    text,
    told_at     timestamptz,
    -- when a message told the customer of it
    delivered_at timestamptz,
    -- what became of it; null until that is final
    outcome     text,
    -- the last warning its owner got, 0 before the first
    warned      integer     NOT NULL,
    PRIMARY KEY (promise_id, revision)
);

-- What was asked to be said of a promise, and was not taken back.
CREATE TABLE promise_notice (
    promise_id uuid    NOT NULL,
    revision   integer NOT NULL,
    notice     text    NOT NULL,
    level      integer NOT NULL,
    recipient  text    NOT NULL,
    PRIMARY KEY (promise_id, revision, notice, level)
);

-- The ledger: rows are added, never changed.
CREATE TABLE promise_entry (
    promise_id  uuid        NOT NULL,
    entry       bigint      GENERATED ALWAYS AS IDENTITY,
    case_id     uuid        NOT NULL,
    revision    integer     NOT NULL,
    what        text        NOT NULL,
    at          timestamptz NOT NULL,
    due_at      timestamptz NOT NULL,
    notice      text,
    recipient   text,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (promise_id, entry)
);

-- When cases were resolved and taken up again: what keeps a promise to resolve, whichever is heard of first.
CREATE TABLE resolution (
    case_id     uuid    NOT NULL,
    cycle       integer NOT NULL,
    resolved_at timestamptz,
    recorded_at timestamptz,
    reopened_at timestamptz,
    -- true if the customer said that it was not solved
    denied      boolean NOT NULL,
    PRIMARY KEY (case_id, cycle)
);

-- What was reported of promises before they were heard of: all of it, as any may count. Forgotten after 35 days, when its promise cannot come any more.
CREATE TABLE early_report (
    promise_id  uuid        NOT NULL,
    case_id     uuid        NOT NULL,
    what        text        NOT NULL,
    at          timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    request_id  uuid,
    due_day     date,
    due_moment  timestamptz,
    reason      text,
    initiative  text,
    told_at     timestamptz,
    consent     boolean,
    PRIMARY KEY (promise_id, what, at, recorded_at)
);
CREATE INDEX early_report_recorded ON early_report (recorded_at);

-- What was refused, and by which rule. Forgotten after 35 days.
CREATE TABLE refusal (
    id          bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    recorded_at timestamptz NOT NULL,
    case_id     uuid        NOT NULL,
    promise_id  uuid,
    field       text        NOT NULL,
    rule        text        NOT NULL
);
CREATE INDEX refusal_recorded ON refusal (recorded_at);
