"""Pictures of the screen: taken, encoded and redacted in short-lived processes."""
