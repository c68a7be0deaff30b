-- Who may read and decide over the web. Secrets are here as hashes only.

CREATE TABLE user (
	name     TEXT PRIMARY KEY,
	role     TEXT NOT NULL,
	password TEXT NOT NULL,   -- argon2id
	made     INTEGER NOT NULL -- microseconds since 1970
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
	hash TEXT PRIMARY KEY,    -- SHA-256 of the token
	user TEXT NOT NULL REFERENCES user ON DELETE CASCADE,
	made INTEGER NOT NULL,
	seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_user ON session(user);

CREATE TABLE api_key (
	id   TEXT PRIMARY KEY,
	name TEXT NOT NULL,
	role TEXT NOT NULL,
	hash TEXT NOT NULL UNIQUE, -- SHA-256 of the key
	by   TEXT NOT NULL,
	made INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
