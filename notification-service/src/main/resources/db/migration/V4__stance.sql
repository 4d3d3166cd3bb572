-- What a machine may say to the customer about the case, as it was when the message was asked for.
ALTER TABLE message ADD COLUMN stance text NOT NULL DEFAULT 'EVERYTHING';
