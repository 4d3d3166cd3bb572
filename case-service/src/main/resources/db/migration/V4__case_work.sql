-- What a machine may say to the customer about a case, and whether it is about our following up itself.
-- What a resolution was about and who answered for it then: changed by a correction only. What the customer said of the last one.
ALTER TABLE cases
    ADD COLUMN handling          text    NOT NULL DEFAULT 'NORMAL',
    ADD COLUMN handling_at       timestamptz,
    ADD COLUMN handling_report   text,
    ADD COLUMN about_follow_up   boolean NOT NULL DEFAULT false,
    ADD COLUMN resolved_kind     text,
    ADD COLUMN resolved_cause    text,
    ADD COLUMN resolved_product  text,
    ADD COLUMN resolved_owner    text,
    ADD COLUMN first_resolved_at timestamptz,
    ADD COLUMN confirmed         boolean;
UPDATE cases SET resolved_kind = kind, resolved_cause = cause, resolved_product = product, resolved_owner = owner,
                 first_resolved_at = resolved_at
 WHERE cycle > 0;

-- Lists of cases are read in the order in which they were opened.
CREATE INDEX cases_opened ON cases (opened_at, case_id);
CREATE INDEX cases_of_owner ON cases (owner, opened_at, case_id);
CREATE INDEX cases_of_team ON cases (team, opened_at, case_id);

-- Corrections of resolutions: rows are added. The reason is free text and goes when the person is erased.
CREATE TABLE correction (
    case_id      uuid        NOT NULL,
    correction   bigint      GENERATED ALWAYS AS IDENTITY,
    cycle        integer     NOT NULL,
    field        text        NOT NULL,
    before       text,
    code         text        NOT NULL,
    reason       text,
    corrected_by text        NOT NULL,
    corrected_at timestamptz NOT NULL,
    PRIMARY KEY (case_id, correction)
);

-- Who leaves, and hands over what they answer for. Ended once nothing is left.
CREATE TABLE handover (
    staff_id   text        PRIMARY KEY,
    started_at timestamptz NOT NULL,
    started_by text        NOT NULL,
    moved      bigint      NOT NULL,          -- cases so far
    ended_at   timestamptz
);

-- How many cases count for what, kept up to date with them. A week is its Monday, in UTC; a bucket is one of durations, else 0.
-- Grouping is ALL, CAUSE or PRODUCT, and the code is that of the group, '' where a case has none.
CREATE TABLE case_figure (
    measure  text    NOT NULL,
    grouping text    NOT NULL,
    week     date    NOT NULL,
    code     text    NOT NULL,
    bucket   integer NOT NULL,
    cases    integer NOT NULL,
    PRIMARY KEY (measure, grouping, week, code, bucket)
) WITH (fillfactor = 80);

-- What changed of it and is not folded in yet: so that no batch waits for another one's rows.
CREATE TABLE case_figure_change (
    measure  text    NOT NULL,
    grouping text    NOT NULL,
    week     date    NOT NULL,
    code     text    NOT NULL,
    bucket   integer NOT NULL,
    cases    integer NOT NULL
);

-- What each case counts for: what case_figure is the sum of. It says in SQL what Mark says in Java.
CREATE VIEW case_mark AS
WITH counted AS (
    SELECT *, coalesce(resolved_kind, kind) AS of_kind,
           CASE WHEN cycle > 0 THEN resolved_cause ELSE cause END AS of_cause,
           CASE WHEN cycle > 0 THEN resolved_product ELSE product END AS of_product,
           date_trunc('week', opened_at AT TIME ZONE 'UTC')::date AS opened_week,
           date_trunc('week', first_resolved_at AT TIME ZONE 'UTC')::date AS resolved_week
      FROM cases
     WHERE merged_into IS NULL
       AND (outcome IS NULL OR outcome NOT IN ('DUPLICATE', 'SPAM', 'TEST', 'INTERNAL'))
), measured AS (
    SELECT c.*, m.measure, m.week,
           least(greatest(floor(extract(epoch FROM m.until - opened_at) / 60), 0), 2147483647)::bigint AS minutes
      FROM counted c, LATERAL (VALUES
           ('COMPLAINT', opened_week, opened_at, of_kind = 'COMPLAINT' AND linked_to IS NULL),
           ('RESOLVED', resolved_week, opened_at, cycle > 0),
           ('REOPENED', resolved_week, opened_at, cycle > 1 OR cycle > 0 AND (state = 'OPEN' OR continued_in IS NOT NULL)),
           ('ANSWERED', resolved_week, opened_at, cycle > 0 AND confirmed IS NOT NULL),
           ('CONFIRMED', resolved_week, opened_at, cycle > 0 AND confirmed),
           ('FIRST', resolved_week, first_resolved_at, cycle > 0),
           ('TOTAL', resolved_week, resolved_at, cycle > 0 AND state <> 'OPEN')
      ) AS m(measure, week, until, counts)
     WHERE m.counts
), placed AS (
    SELECT *, 32 - position(B'1' IN minutes::integer::bit(32)) AS doublings FROM measured
)
SELECT p.case_id, p.measure, p.week, g.grouping, coalesce(g.code, '') AS code,
       (CASE WHEN minutes < 16 THEN minutes
             ELSE 16 + (doublings - 4) * 8 + (minutes >> (doublings - 3)) % 8 END)::integer AS bucket
  FROM placed p, LATERAL (VALUES ('ALL', ''), ('CAUSE', of_cause), ('PRODUCT', of_product)) AS g(grouping, code);

INSERT INTO case_figure (measure, grouping, week, code, bucket, cases)
SELECT measure, grouping, week, code, bucket, count(*) FROM case_mark
 GROUP BY measure, grouping, week, code, bucket;

-- What complaints are counted against: so many of a product were with customers in a week.
CREATE TABLE denominator (
    product text        NOT NULL,
    week    date        NOT NULL,
    units   bigint      NOT NULL,
    set_at  timestamptz NOT NULL,
    set_by  text        NOT NULL,
    PRIMARY KEY (product, week)
);
