-- What lists of stories show and filter by, and what the desk decides over the
-- web. Stories are written anew, so that they get it.

ALTER TABLE story ADD COLUMN differ INTEGER NOT NULL DEFAULT 0; -- points on which reports differ
ALTER TABLE story ADD COLUMN single INTEGER NOT NULL DEFAULT 0; -- points that one origin alone has
ALTER TABLE story ADD COLUMN spark TEXT NOT NULL DEFAULT '[]';  -- JSON: origins that reported in each part of its time

CREATE TABLE facet (
	kind  TEXT NOT NULL, -- language, person, place
	value TEXT NOT NULL, -- in lower case
	story INTEGER NOT NULL REFERENCES story ON DELETE CASCADE,
	name  TEXT NOT NULL, -- as the story has it
	PRIMARY KEY (kind, value, story)
) STRICT, WITHOUT ROWID;
CREATE INDEX facet_story ON facet(story);

CREATE TABLE decision (
	decision INTEGER PRIMARY KEY,
	line     TEXT NOT NULL, -- a rule
	by       TEXT NOT NULL,
	at       INTEGER NOT NULL,
	undone   INTEGER NOT NULL DEFAULT 0, -- when; 0 if it holds
	undone_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX decision_holds ON decision(decision) WHERE undone = 0;

DELETE FROM meta WHERE key = 'writing';
