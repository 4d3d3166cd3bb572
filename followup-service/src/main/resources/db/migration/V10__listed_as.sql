-- As what a promise is in lists. Open and broken are one: so a break changes no index, and when many are due at once it is written in the row alone.
-- No index may hold the state itself, nor say it in its condition; and there is room beside each row for its next version.
DROP INDEX promise_standing, promise_live_due, promise_live_made, promise_state_due, promise_state_made,
    promise_owner_due, promise_team_due, promise_own_owner;
ALTER TABLE promise SET (fillfactor = 70);
ALTER TABLE promise
    ADD COLUMN listed_as text NOT NULL
        GENERATED ALWAYS AS (CASE WHEN state IN ('OPEN', 'BROKEN') THEN 'TO_DO' ELSE state END) STORED;

CREATE INDEX promise_listed_due ON promise (listed_as, due_at, id);
CREATE INDEX promise_listed_made ON promise (listed_as, made_at, id);
CREATE INDEX promise_owner_due ON promise ((coalesce(owner, case_owner)), listed_as, due_at, id);
CREATE INDEX promise_team_due ON promise (case_team, listed_as, due_at, id);
CREATE INDEX promise_standing ON promise (id) WHERE listed_as = 'TO_DO';
CREATE INDEX promise_own_owner ON promise (owner, case_id) WHERE listed_as IN ('AWAITING_CUSTOMER', 'TO_DO');
-- One follows from the other: without this the planner takes those that are open to be few, and sorts all that there is to do.
CREATE STATISTICS promise_listed (mcv) ON listed_as, state FROM promise;
