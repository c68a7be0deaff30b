-- What the desk follows.
CREATE TABLE source (
	source    INTEGER PRIMARY KEY AUTOINCREMENT, -- no number is given twice
	url       TEXT NOT NULL UNIQUE,
	added     INTEGER NOT NULL,  -- microseconds since 1970
	gap       INTEGER NOT NULL,  -- nanoseconds between two checks; 0 if nothing is said
	paused    INTEGER NOT NULL,
	kind      TEXT NOT NULL,
	title     TEXT NOT NULL,
	home      TEXT NOT NULL,
	folder    TEXT NOT NULL,
	etag      TEXT NOT NULL,
	modified  TEXT NOT NULL,
	was_feed  INTEGER NOT NULL,
	documents INTEGER NOT NULL,
	checked   INTEGER NOT NULL,  -- of its last check; 0 if there was none
	checks    TEXT NOT NULL      -- JSON, the last ones
) STRICT;

-- Entries of a source that are known, the latest ones, or to be tried again.
CREATE TABLE item (
	item     INTEGER PRIMARY KEY,
	source   INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
	key      TEXT NOT NULL,
	content  TEXT NOT NULL,
	document TEXT NOT NULL,     -- id of the report that it made; '' if none
	read     INTEGER NOT NULL,  -- microseconds since 1970
	tries    INTEGER NOT NULL,
	UNIQUE (source, key)
) STRICT;
