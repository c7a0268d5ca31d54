-- The index of words, kept with the rows by the database itself. Tokens are made in Python: here they are only
-- parted at spaces, and no configuration of text search has a say. Where in a row a token stands is not kept.
ALTER TABLE search_indexedentry ADD COLUMN tokens tsvector
    GENERATED ALWAYS AS (array_to_tsvector(string_to_array(btrim(words), ' '))) STORED;

CREATE INDEX search_indexedentry_tokens ON search_indexedentry USING gin (tokens) WITH (fastupdate = off);
