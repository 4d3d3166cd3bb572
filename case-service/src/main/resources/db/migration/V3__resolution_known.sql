-- When the last resolution was, by our clock: that of its source may be ahead, and what customers say has our time.
ALTER TABLE cases ADD COLUMN resolved_known_at timestamptz;
UPDATE cases SET resolved_known_at = resolved_at;
