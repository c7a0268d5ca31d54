"""A simple ledger with Django's ORM: locked accounts, entries, updated balances."""
