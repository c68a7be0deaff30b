-- That the outlet of a report took it back, and that it has it again, is a
-- revision with the text of the one before. The content of such a one is that of
-- its text with its number.
ALTER TABLE revision ADD COLUMN withdrawn TEXT NOT NULL DEFAULT ''; -- RFC 3339: when that was seen; '' if it stood
