"""The window and the tray: they show what the daemon says, and ask it to act."""
