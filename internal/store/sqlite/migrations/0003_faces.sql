-- What programs ask of a store: lists under filters, names across stories,
-- rules that were asked for, and events on their way out.

ALTER TABLE story ADD COLUMN differ    INTEGER NOT NULL DEFAULT 0;  -- points on which its reports differ
ALTER TABLE story ADD COLUMN single    INTEGER NOT NULL DEFAULT 0;  -- points of one origin alone
ALTER TABLE story ADD COLUMN languages TEXT    NOT NULL DEFAULT ''; -- of its reports, ' en de '

-- A person, organisation or place of a story.
CREATE TABLE story_name (
	entity   TEXT NOT NULL,    -- store.EntityID
	story    INTEGER NOT NULL, -- the report that began it
	name     TEXT NOT NULL COLLATE NOCASE,
	type     TEXT NOT NULL,
	role     TEXT NOT NULL,
	mentions INTEGER NOT NULL,
	PRIMARY KEY (entity, story)
) STRICT, WITHOUT ROWID;
CREATE INDEX story_name_story ON story_name(story);
CREATE INDEX story_name_name ON story_name(name, story);
CREATE TRIGGER story_gone AFTER DELETE ON story BEGIN
	DELETE FROM story_name WHERE story = old.report;
END;

-- A rule that was asked for while the desk runs, after those of its file.
CREATE TABLE asked_rule (
	place INTEGER PRIMARY KEY,
	line  TEXT NOT NULL,
	asked INTEGER NOT NULL -- microseconds since 1970
) STRICT;

-- How far the changes of stories were laid out for a receiver.
CREATE TABLE receiver (
	name   TEXT PRIMARY KEY,
	change INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- An event that a receiver has not taken yet.
CREATE TABLE outbox (
	event    INTEGER PRIMARY KEY AUTOINCREMENT,
	receiver TEXT NOT NULL,
	id       TEXT NOT NULL,    -- the same for every try
	type     TEXT NOT NULL,
	body     TEXT NOT NULL,    -- JSON
	tries    INTEGER NOT NULL,
	due      INTEGER NOT NULL  -- microseconds since 1970
) STRICT;
CREATE INDEX outbox_due ON outbox(receiver, due, event);

-- Every story is written anew, so that it can be found by what is new here.
DELETE FROM meta WHERE key = 'writing';
