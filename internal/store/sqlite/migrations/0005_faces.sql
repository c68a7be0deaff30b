-- What programs ask of a store: lists under filters, names across stories, and
-- events on their way out.

ALTER TABLE story ADD COLUMN languages TEXT NOT NULL DEFAULT ''; -- of its reports, ' en de '

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
