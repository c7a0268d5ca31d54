"""Sample data: people, jobs in every state, and months of history made through real actions."""
