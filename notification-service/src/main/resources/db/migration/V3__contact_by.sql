-- By when somebody contacts the customer, in messages that say so.
ALTER TABLE message ADD COLUMN contact_by timestamptz;
