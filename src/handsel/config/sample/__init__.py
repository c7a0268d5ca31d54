"""The sample house: people, jobs in every state, and months of history made through the real acts."""
