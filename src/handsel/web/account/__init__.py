"""A person's own pages: sign-in, profile, inbox, mail settings, data."""
