-- True if the customer was to be told that it is not done, and the message did not reach them.
ALTER TABLE promise_revision ADD COLUMN held_in_vain boolean NOT NULL DEFAULT false;
