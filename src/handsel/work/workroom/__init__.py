"""The Workroom: messages and deliveries."""
