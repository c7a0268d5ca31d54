-- Content goes only where an erasure says so; it still never changes.
DROP TRIGGER record_entrycontent_append_only_delete;

CREATE TRIGGER record_entrycontent_append_only_delete BEFORE DELETE ON record_entrycontent
WHEN NOT EXISTS (SELECT 1 FROM record_erasure WHERE entry_id = OLD.entry_id)
BEGIN
    SELECT RAISE(ABORT, 'record_entrycontent is append-only');
END;
