-- Accounts are never deleted: postings name them without foreign keys.
CREATE TRIGGER IF NOT EXISTS ledger_account_never_deleted BEFORE DELETE ON ledger_account
BEGIN
    SELECT RAISE(ABORT, 'ledger_account is append-only');
END;
