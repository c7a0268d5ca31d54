"""Money: the ledger, the rails to the outside, escrow and invoices."""
