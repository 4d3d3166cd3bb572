-- What people in its source call a case: the source and its id there. Null for a case whose opening was heard of before this was kept.
ALTER TABLE known_case ADD COLUMN reference text;
