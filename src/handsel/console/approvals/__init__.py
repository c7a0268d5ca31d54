"""Acts that take two operators: what was proposed, and confirming or withdrawing it."""
