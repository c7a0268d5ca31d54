"""The desktop around the Tracker: its X server and message buses, autostart, icons, privacy."""
