-- One survey per case and cycle. A row without a window only says that its cycle ended before the resolution was read.
CREATE TABLE survey (
    id            uuid        NOT NULL,
    case_id       uuid        NOT NULL,
    cycle         integer     NOT NULL,
    person_id     text,
    owner         text,
    state         text        NOT NULL CHECK (state IN ('PLANNED', 'ASKED', 'SUPPRESSED', 'WITHDRAWN')),
    reason        text,
    window_start  timestamptz,
    window_end    timestamptz,
    moment        timestamptz,
    asked_at      timestamptz,
    expires_at    timestamptz,
    delivered_at  timestamptz,
    not_delivered text,
    link_version  integer     NOT NULL,
    PRIMARY KEY (case_id, cycle),
    CHECK ((state IN ('SUPPRESSED', 'WITHDRAWN')) = (reason IS NOT NULL)),
    CHECK ((window_start IS NULL) = (window_end IS NULL)),
    CHECK ((asked_at IS NULL) = (expires_at IS NULL)),
    CHECK (state <> 'PLANNED' OR (moment IS NOT NULL AND window_end IS NOT NULL AND person_id IS NOT NULL)),
    CHECK (state <> 'ASKED' OR asked_at IS NOT NULL)
);
-- The id is computed from case and cycle: as unique as they are.
CREATE INDEX survey_id ON survey (id);
CREATE INDEX survey_person ON survey (person_id);

-- Every version of an answer; the last counts.
CREATE TABLE answer (
    survey_id    uuid        NOT NULL,
    version      integer     NOT NULL CHECK (version >= 1),
    case_id      uuid        NOT NULL,
    satisfaction integer     NOT NULL CHECK (satisfaction BETWEEN 1 AND 5),
    answered_at  timestamptz NOT NULL,
    late         boolean     NOT NULL,
    PRIMARY KEY (survey_id, version)
);

-- What surveys need to know of a person. An erased one stays as a marker without anything but its id.
CREATE TABLE person (
    id              text    PRIMARY KEY,
    version         bigint  NOT NULL,
    country         text,
    zone            text,
    handling        text    NOT NULL,
    surveys_refused boolean NOT NULL,
    erased          boolean NOT NULL,
    CHECK (NOT erased OR (country IS NULL AND zone IS NULL))
);
