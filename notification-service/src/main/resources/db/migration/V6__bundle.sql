-- The letter in which a message goes together with others; null: it goes alone. It stays while somebody may have got it.
ALTER TABLE message ADD COLUMN bundle uuid;
-- It had to wait, as its recipient had got enough letters: what had to wait goes together.
ALTER TABLE message ADD COLUMN held boolean NOT NULL DEFAULT false;
CREATE INDEX message_bundle ON message (bundle) WHERE bundle IS NOT NULL AND ended_at IS NULL;
-- What somebody was sent lately of what comes in crowds.
CREATE INDEX message_lately ON message (recipient, ended_at) WHERE purpose = 'PROMISE_BROKEN_STAFF' AND state IN ('CLAIMED', 'DELIVERED');
