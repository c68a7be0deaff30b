-- What lists of stories show and filter by, and what the desk decides over the
-- web. Stories are written anew, so that they get it.

-- The columns of lists stand before the brief: behind it, reading one would
-- mean to read through the brief.
CREATE TABLE story_now (
	report    INTEGER PRIMARY KEY REFERENCES report, -- that began it
	id        TEXT NOT NULL UNIQUE,
	stale     INTEGER NOT NULL, -- the filing that made its brief out of date; 0 if it is not
	headline  TEXT NOT NULL,
	documents INTEGER NOT NULL,
	outlets   INTEGER NOT NULL,
	origins   INTEGER NOT NULL,
	first     TEXT NOT NULL,
	last      TEXT NOT NULL,
	rank      INTEGER NOT NULL, -- seconds since 1970 of its last report; 0 if unknown
	differ    INTEGER NOT NULL DEFAULT 0, -- points on which reports differ
	single    INTEGER NOT NULL DEFAULT 0, -- points that one origin alone has
	spark     TEXT NOT NULL DEFAULT '[]', -- JSON: origins that reported in each part of its time
	brief     BLOB              -- packed JSON; NULL if not written yet
) STRICT;
INSERT INTO story_now (report, id, stale, headline, documents, outlets, origins, first, last, rank, brief)
	SELECT report, id, stale, headline, documents, outlets, origins, first, last, rank, brief FROM story;
DROP TABLE story;
ALTER TABLE story_now RENAME TO story;
CREATE INDEX story_rank ON story(rank DESC, report DESC);
CREATE INDEX story_stale ON story(stale) WHERE stale <> 0;
CREATE INDEX story_differ ON story(rank DESC, report DESC) WHERE differ > 0;
CREATE INDEX story_single ON story(rank DESC, report DESC) WHERE single > 0;

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
