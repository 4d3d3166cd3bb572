-- The team that answers for a case; of cases heard of before, the team of who owns them counts.
ALTER TABLE known_case ADD COLUMN team text;
CREATE INDEX known_case_team ON known_case (team);

-- Contact hours go by country and zone.
ALTER TABLE person ADD COLUMN country text;

-- Who stands in for whom, and when: ids and times only. An erased one leaves a marker, so that it cannot come back.
CREATE TABLE staff (
    id        text   PRIMARY KEY,
    version   bigint NOT NULL,
    team      text,
    deputy    text,
    -- from/until, comma-separated
    absences  text   NOT NULL,
    erased_at timestamptz
);
CREATE INDEX staff_team ON staff (team);

-- Who leads a team, which team it belongs to, and when it works; without a week: as the company does.
CREATE TABLE team (
    id          text   PRIMARY KEY,
    version     bigint NOT NULL,
    lead        text,
    parent      text,
    zone        text,
    country     text,
    subdivision text,
    week        text,
    -- own closed days, comma-separated
    closed      text   NOT NULL,
    erased_at   timestamptz
);
CREATE INDEX team_parent ON team (parent);
CREATE INDEX team_lead ON team (lead);

-- The promise in whose place this one was made by a holding notice.
ALTER TABLE promise ADD COLUMN held_for uuid;
-- What calendars, teams and settings have a say in, in the order in which it is planned anew.
CREATE INDEX promise_standing ON promise (id) WHERE state IN ('OPEN', 'BROKEN');

-- What the owner said to the warnings, the newest answer; when the customer was asked for patience; how far the ladder was climbed.
ALTER TABLE promise_revision
    ADD COLUMN answer    text,
    ADD COLUMN held_at   timestamptz,
    ADD COLUMN escalated integer NOT NULL DEFAULT 0;

-- The settings by which promises were planned last; of one row.
CREATE TABLE planned_by (
    only_one    boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    fingerprint text    NOT NULL
);
