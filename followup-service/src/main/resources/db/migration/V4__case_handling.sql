-- Which system reports a case, and what a machine may say to its customer: both are asked when a message would be sent.
ALTER TABLE known_case
    ADD COLUMN source   text,
    ADD COLUMN handling text NOT NULL DEFAULT 'NORMAL';
