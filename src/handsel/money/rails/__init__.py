"""The rails on which money comes in and goes out."""
