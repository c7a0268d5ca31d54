"""A person's own money: across jobs, the wallet, the earnings, statements and invoices."""
