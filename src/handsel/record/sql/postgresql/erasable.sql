-- Content goes only where an erasure says so; it still never changes.
DROP TRIGGER record_entrycontent_append_only ON record_entrycontent;

CREATE TRIGGER record_entrycontent_append_only BEFORE UPDATE OR TRUNCATE ON record_entrycontent
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

CREATE FUNCTION record_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM record_erasure WHERE entry_id = OLD.entry_id) THEN
        RAISE EXCEPTION 'record_entrycontent is append-only' USING ERRCODE = '23000';
    END IF;
    RETURN OLD;
END $$;

CREATE TRIGGER record_entrycontent_only_erased BEFORE DELETE ON record_entrycontent
    FOR EACH ROW EXECUTE FUNCTION record_only_erased();
