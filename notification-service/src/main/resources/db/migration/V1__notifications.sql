-- Who can be reached and how. Erased: the row stays as a marker, everything personal in it is gone.
CREATE TABLE contact (
    key             text        PRIMARY KEY,
    version         bigint      NOT NULL,
    -- the highest version this service has published; its own reading of it comes later
    handed_out      bigint      NOT NULL DEFAULT 0,
    erased          boolean     NOT NULL DEFAULT false,
    name            text,
    email           text,
    phone           text,
    language        text,
    zone            text,
    country         text,
    channels        text        NOT NULL DEFAULT '',
    handling        text        NOT NULL,
    surveys_refused boolean     NOT NULL,
    team            text,
    lead            text,
    -- names of the fields that were malformed and are left out
    faults          text        NOT NULL DEFAULT ''
);

-- One row per message, until long after nobody can ask for it any more. Ids, codes and times; no address and no text.
CREATE TABLE message (
    message_key    text        PRIMARY KEY,
    recipient      text        NOT NULL,
    case_id        uuid        NOT NULL,
    person_id      text,
    cycle          integer     NOT NULL,
    purpose        text        NOT NULL,
    not_before     timestamptz NOT NULL,
    not_after      timestamptz NOT NULL,
    link_purpose   text,
    link_id        uuid,
    link_version   integer,
    owner          text,
    due            timestamptz,
    traceparent    text,
    state          text        NOT NULL,
    reason         text,
    tries          integer     NOT NULL,
    -- tries of which nobody knows whether they sent it
    unheard        integer     NOT NULL,
    -- waiting: when it is looked at again; claimed: when the lease ends
    next_at        timestamptz,
    -- a take-back that came after the claim
    too_late_at    timestamptz,
    asked_at       timestamptz NOT NULL,
    ended_at       timestamptz
) WITH (fillfactor = 80);
CREATE INDEX message_case ON message (case_id);
CREATE INDEX message_ended ON message USING brin (ended_at);
CREATE INDEX message_waiting ON message (recipient) WHERE state = 'WAITING';

-- A take-back whose request has not come yet.
CREATE TABLE take_back (
    message_key text        PRIMARY KEY,
    recipient   text        NOT NULL,
    case_id     uuid        NOT NULL,
    taken_at    timestamptz NOT NULL
);

-- A request that made no sense: noted once, whatever its message key says.
CREATE TABLE bad_request (
    event_id   uuid        PRIMARY KEY,
    case_id    uuid        NOT NULL,
    rule       text        NOT NULL,
    refused_at timestamptz NOT NULL
);
CREATE INDEX bad_request_case ON bad_request (case_id);

-- The first of a timer that sets itself again: what ended long ago is forgotten once a day.
INSERT INTO messaging.timer (kind, subject, key, due, next_try) VALUES ('forget-messages', 'daily', 'retention', now(), now());
