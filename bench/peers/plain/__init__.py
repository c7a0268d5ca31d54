"""A ledger as one would write it with Django's ORM alone: locked accounts, entries, updated balances."""
