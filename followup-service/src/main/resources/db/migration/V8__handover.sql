-- Who leaves, and how much of theirs was handed over.
CREATE TABLE handover (
    staff_id   text        PRIMARY KEY,
    started_at timestamptz NOT NULL,
    started_by text        NOT NULL,
    -- promises and asks so far
    moved      bigint      NOT NULL,
    ended_at   timestamptz
);

-- What somebody answers for by themselves, not as the owner of a case.
CREATE INDEX promise_own_owner ON promise (owner, case_id) WHERE state IN ('AWAITING_CUSTOMER', 'OPEN', 'BROKEN');
CREATE INDEX contact_owner ON contact (owner, case_id) WHERE state = 'PLANNED';
