-- The index of words, kept beside the rows by the database itself. Tokens are made in Python: here they are only
-- parted at spaces. Where in a row a token stands is not kept: `search_indexedentry.words` itself says so.
CREATE VIRTUAL TABLE search_words USING fts5(
    words, content='search_indexedentry', content_rowid='id', tokenize="ascii tokenchars '_'", detail=none, columnsize=0,
    prefix='2 3 4'
);

CREATE TRIGGER search_indexedentry_words_insert AFTER INSERT ON search_indexedentry
BEGIN
    INSERT INTO search_words (rowid, words) VALUES (new.id, new.words);
END;

CREATE TRIGGER search_indexedentry_words_delete AFTER DELETE ON search_indexedentry
BEGIN
    INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', old.id, old.words);
END;

CREATE TRIGGER search_indexedentry_words_update AFTER UPDATE ON search_indexedentry
BEGIN
    INSERT INTO search_words (search_words, rowid, words) VALUES ('delete', old.id, old.words);
    INSERT INTO search_words (rowid, words) VALUES (new.id, new.words);
END;
