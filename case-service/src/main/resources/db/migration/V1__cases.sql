-- What other systems reported and what became of it. A report is known by its source and its own id: reported again, it has no second effect.
CREATE TABLE report (
    source         text        NOT NULL,
    report_id      text        NOT NULL,
    case_id        uuid        NOT NULL,
    source_case_id text        NOT NULL,
    type           text        NOT NULL,
    occurred_at    timestamptz,              -- null if it was absurd
    received_at    timestamptz NOT NULL,
    result         text        NOT NULL,     -- APPLIED, LATE, REFUSED
    field          text,
    rule           text,
    PRIMARY KEY (source, report_id)
);
CREATE INDEX report_received ON report USING brin (received_at);
CREATE INDEX report_refused ON report (source, received_at DESC) WHERE result = 'REFUSED';

-- The cases, without free text. A moment orders reports: when, then what (a rank), then the report's id.
CREATE TABLE cases (
    case_id         uuid        PRIMARY KEY,
    source          text        NOT NULL,
    source_case_id  text        NOT NULL,
    person_id       text,
    kind            text        NOT NULL,
    cause           text,
    product         text,
    priority        text        NOT NULL,
    opened_at       timestamptz NOT NULL,
    owner           text,
    team            text,
    assigned_at     timestamptz NOT NULL,
    assigned_rank   smallint    NOT NULL,
    assigned_report text        NOT NULL,
    state           text        NOT NULL,    -- OPEN, RESOLVED
    cycle           integer     NOT NULL,    -- 0 before the first resolution
    outcome         text,                    -- of the last resolution
    remedy          text,
    state_at        timestamptz NOT NULL,
    state_rank      smallint    NOT NULL,
    state_report    text        NOT NULL,
    erased          boolean     NOT NULL     -- true: no free text is stored for this case any more
) WITH (fillfactor = 80);
CREATE INDEX cases_of_person ON cases (person_id) WHERE person_id IS NOT NULL;

-- Free text about cases. It is on no topic of ours and goes when the person is erased.
CREATE TABLE case_text (
    case_id       uuid PRIMARY KEY,
    subject       text,
    wish          text,
    summary       text,
    summary_cycle integer                    -- the resolution the summary belongs to
);

-- Promises as the sources report them; their ledger is elsewhere.
CREATE TABLE promise (
    promise_id uuid PRIMARY KEY,
    case_id    uuid NOT NULL,
    kind       text NOT NULL,                -- one of RESOLUTION is kept by resolving the case only
    made_at    timestamptz NOT NULL,
    kept_at    timestamptz
);

-- Persons who were erased: what is reported about them later must not bring their text back.
CREATE TABLE erased_person (
    person_id text        PRIMARY KEY,
    erased_at timestamptz NOT NULL
);

-- One row per fact of any service about a case: ids, codes, numbers and times, no free text.
CREATE TABLE timeline (
    case_id     uuid        NOT NULL,
    event_id    uuid        NOT NULL,
    topic       text        NOT NULL,
    type        text        NOT NULL,
    cycle       integer     NOT NULL,
    occurred_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    codes       jsonb       NOT NULL,
    PRIMARY KEY (case_id, event_id)
);

-- The first of a timer that sets itself again: reports that were received long ago are forgotten once a day.
INSERT INTO messaging.timer (kind, subject, key, due, next_try) VALUES ('forget-reports', 'daily', 'retention', now(), now());
