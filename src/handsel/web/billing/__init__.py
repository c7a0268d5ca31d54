"""Billing & Invoices: where a job's money is, and every act that moves it."""
