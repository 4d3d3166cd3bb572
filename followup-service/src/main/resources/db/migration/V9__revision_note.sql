-- What whoever gave a new date adds for the customer. Free text about a person: it goes when they are erased.
ALTER TABLE promise_revision ADD COLUMN note text;
