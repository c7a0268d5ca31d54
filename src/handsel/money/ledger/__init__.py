"""The ledger: accounts, transfers, postings and balances."""
