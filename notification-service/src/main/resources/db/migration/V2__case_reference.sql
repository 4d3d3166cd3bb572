-- What people in its source call the case that a message is about. Null: not known.
ALTER TABLE message ADD COLUMN reference text;
