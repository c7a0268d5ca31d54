"""The pages of the site: home, jobs with their Workroom and Billing & Invoices, money, help."""
