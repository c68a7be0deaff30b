-- The store as version 1 has it. A later version is a file of its own.

CREATE TABLE meta (
	key   TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A report, in the order in which reports came.
CREATE TABLE report (
	report  INTEGER PRIMARY KEY,
	id      TEXT NOT NULL UNIQUE,
	address TEXT NOT NULL,        -- store.AddressKey; '' if it has none
	begins  TEXT NOT NULL UNIQUE, -- the story that it begins, if it does
	head    INTEGER NOT NULL      -- seq of its latest revision
) STRICT;
CREATE INDEX report_address ON report(address) WHERE address <> '';

-- Bytes that reports were read from, packed, once each.
CREATE TABLE raw (
	sha256 TEXT PRIMARY KEY, -- of the bytes, unpacked
	bytes  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- A text of a report. Nothing here is ever changed.
CREATE TABLE revision (
	seq       INTEGER PRIMARY KEY,
	report    INTEGER NOT NULL REFERENCES report,
	number    INTEGER NOT NULL,   -- from 1
	received  INTEGER NOT NULL,   -- microseconds since 1970
	content   TEXT NOT NULL,      -- SHA-256 of title and text
	sha256    TEXT NOT NULL,      -- of the text
	url       TEXT NOT NULL,
	outlet    TEXT NOT NULL,
	title     TEXT NOT NULL,
	authors   TEXT NOT NULL,      -- JSON
	published TEXT NOT NULL,      -- RFC 3339 or ''
	language  TEXT NOT NULL,
	title_start INTEGER NOT NULL, -- where the title stands in the text
	title_end   INTEGER NOT NULL,
	text      BLOB NOT NULL,      -- packed
	raw       TEXT REFERENCES raw,
	header    TEXT NOT NULL,      -- JSON
	UNIQUE (report, number),
	UNIQUE (report, content)
) STRICT;

-- What a stage found in a revision. Can be made again.
CREATE TABLE annotation (
	seq     INTEGER NOT NULL REFERENCES revision,
	stage   TEXT NOT NULL,
	version TEXT NOT NULL,
	body    BLOB NOT NULL,
	PRIMARY KEY (seq, stage)
) STRICT, WITHOUT ROWID;

-- Where a report was filed. Can be made again.
CREATE TABLE placement (
	report  INTEGER PRIMARY KEY REFERENCES report,
	story   INTEGER NOT NULL,  -- the report that began it; 0 if it stands in none
	unfiled TEXT NOT NULL,     -- why it stands in none
	family  INTEGER NOT NULL,
	shares  TEXT NOT NULL,     -- JSON
	why     TEXT NOT NULL      -- JSON
) STRICT;
CREATE INDEX placement_story ON placement(story, report);

-- A story with its brief. Can be made again.
CREATE TABLE story (
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
	brief     BLOB              -- packed JSON; NULL if not written yet
) STRICT;
CREATE INDEX story_rank ON story(rank DESC, report DESC);
CREATE INDEX story_stale ON story(stale) WHERE stale <> 0;

CREATE TABLE change (
	change INTEGER PRIMARY KEY,
	story  TEXT NOT NULL,
	at     INTEGER NOT NULL, -- microseconds since 1970
	body   TEXT NOT NULL     -- JSON
) STRICT;
CREATE INDEX change_story ON change(story, change);

-- What the desk decided against the grouping, in order.
CREATE TABLE rule (
	place INTEGER PRIMARY KEY,
	line  TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE report_text USING fts5(title, text, content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE story_text USING fts5(headline, text, content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2');
