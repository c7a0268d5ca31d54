"""How active somebody is, as counts and seconds: never which key, window or page."""
