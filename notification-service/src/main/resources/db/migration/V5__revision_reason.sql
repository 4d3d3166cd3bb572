-- Why a promised date moved, in letters that say so; and what whoever moved it adds, as long as the letter is not sent or ended.
ALTER TABLE message
    ADD COLUMN revision_reason text,
    ADD COLUMN note            text;
