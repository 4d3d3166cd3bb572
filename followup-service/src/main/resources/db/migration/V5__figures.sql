-- What a case is about, by the newest fact that says so.
ALTER TABLE known_case
    ADD COLUMN kind           text,
    ADD COLUMN cause          text,
    ADD COLUMN product        text,
    ADD COLUMN about_sequence bigint NOT NULL DEFAULT 0;

-- How long cases take: of each what that is counted from, and as what it is counted now. No person is in it.
CREATE TABLE past_case (
    case_id          uuid    PRIMARY KEY,
    opened_at        timestamptz,
    cause            text,
    product          text,
    about_sequence   bigint  NOT NULL,
    -- the newest resolution, and what the case was about then
    resolved_cycle   integer NOT NULL,
    resolved_at      timestamptz,
    resolved_cause   text,
    resolved_product text,
    -- false if its outcome says nothing of how long a case takes, as SPAM
    tells            boolean NOT NULL,
    reopened_cycle   integer NOT NULL,
    closed           boolean NOT NULL,
    -- as what it is counted: under these, in a span once resolved, since a day while open; nothing if it does not count
    counted_cause    text,
    counted_product  text,
    counted_span     integer,
    counted_since    date
);

-- How many cases were resolved within which span of working time: the histogram, a bucket in each place. '' stands for all.
CREATE TABLE past_span (
    kind    text     NOT NULL,
    cause   text     NOT NULL,
    product text     NOT NULL,
    n       bigint[] NOT NULL,
    PRIMARY KEY (kind, cause, product)
);

-- How many cases that were opened in a month are still open: a day in each place. '' stands for all.
CREATE TABLE open_since (
    kind    text     NOT NULL,
    cause   text     NOT NULL,
    product text     NOT NULL,
    month   date     NOT NULL,
    n       bigint[] NOT NULL,
    PRIMARY KEY (kind, cause, product, month)
);

-- Whether a date was likely to be kept when it was given; said once, never changed.
CREATE TABLE promise_realism (
    promise_id   uuid    NOT NULL,
    revision     integer NOT NULL,
    share        double precision,
    basis        text    NOT NULL,
    cases        bigint  NOT NULL,
    working_time boolean NOT NULL,
    warned       boolean NOT NULL,
    PRIMARY KEY (promise_id, revision)
);

-- For lists: when a promise is due as it stands, and who answers for its case now.
-- For figures: what it is counted under, as it was when it was made. Without a week it was made before figures were kept, and is not counted.
ALTER TABLE promise
    ADD COLUMN due_at        timestamptz,
    ADD COLUMN case_owner    text,
    ADD COLUMN case_team     text,
    ADD COLUMN week          date,
    ADD COLUMN counted_owner text,
    ADD COLUMN counted_team  text,
    ADD COLUMN cause         text,
    ADD COLUMN product       text;
UPDATE promise SET
    due_at = (SELECT given.due_at FROM promise_revision AS given
               WHERE given.promise_id = promise.id AND given.revision = promise.revision),
    case_owner = (SELECT known.owner FROM known_case AS known WHERE known.case_id = promise.case_id),
    case_team = (SELECT known.team FROM known_case AS known WHERE known.case_id = promise.case_id);
ALTER TABLE promise ALTER COLUMN due_at SET NOT NULL;

CREATE INDEX promise_live_due ON promise (due_at, id) WHERE state IN ('OPEN', 'BROKEN');
CREATE INDEX promise_live_made ON promise (made_at, id) WHERE state IN ('OPEN', 'BROKEN');
CREATE INDEX promise_state_due ON promise (state, due_at, id);
CREATE INDEX promise_state_made ON promise (state, made_at, id);
CREATE INDEX promise_owner_due ON promise ((coalesce(owner, case_owner)), state, due_at, id);
CREATE INDEX promise_team_due ON promise (case_team, state, due_at, id);

-- How many of what there is in each week, by one side each: of an owner, a team, a cause, a product. '' is of none that is known.
CREATE TABLE figure (
    side                    text   NOT NULL,
    week                    date   NOT NULL,
    value                   text   NOT NULL,
    made                    bigint NOT NULL,
    imported                bigint NOT NULL,
    revised                 bigint NOT NULL,
    revised_by_customer     bigint NOT NULL,
    date_kept               bigint NOT NULL,
    date_explained_in_time  bigint NOT NULL,
    date_moved_by_customer  bigint NOT NULL,
    date_explained_late     bigint NOT NULL,
    date_broken_silently    bigint NOT NULL,
    date_withdrawn_agreed   bigint NOT NULL,
    date_withdrawn          bigint NOT NULL,
    date_refuted            bigint NOT NULL,
    first_kept              bigint NOT NULL,
    first_explained_in_time bigint NOT NULL,
    first_moved_by_customer bigint NOT NULL,
    first_explained_late    bigint NOT NULL,
    first_broken_silently   bigint NOT NULL,
    first_withdrawn_agreed  bigint NOT NULL,
    first_withdrawn         bigint NOT NULL,
    first_refuted           bigint NOT NULL,
    now_open                bigint NOT NULL,
    now_kept                bigint NOT NULL,
    now_explained_in_time   bigint NOT NULL,
    now_moved_by_customer   bigint NOT NULL,
    now_explained_late      bigint NOT NULL,
    now_new_date_untold     bigint NOT NULL,
    now_broken              bigint NOT NULL,
    now_withdrawn_agreed    bigint NOT NULL,
    now_withdrawn           bigint NOT NULL,
    PRIMARY KEY (side, week, value)
);

-- What was counted and is not yet added to the figures: rows are only added, so that nobody waits for anybody.
CREATE TABLE figure_change (
    side   text   NOT NULL,
    week   date   NOT NULL,
    value  text   NOT NULL,
    figure text   NOT NULL,
    n      bigint NOT NULL
);
