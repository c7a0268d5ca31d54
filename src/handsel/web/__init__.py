"""The pages that compose several concepts: home, Workroom, Billing & Invoices, help."""
