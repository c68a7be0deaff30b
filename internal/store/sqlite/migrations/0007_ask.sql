-- That somebody wants a source asked now.
ALTER TABLE source ADD COLUMN wanted INTEGER NOT NULL DEFAULT 0; -- since when, in microseconds since 1970; 0 if nobody does
