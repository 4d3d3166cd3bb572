-- What was promised, for letters of promises. Null: not known, or no promise.
ALTER TABLE message ADD COLUMN promise_kind text;
