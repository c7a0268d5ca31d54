"""Taking matters of queues, and notes about them."""
