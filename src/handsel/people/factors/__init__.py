"""Factors: what people sign in with beside a password: an authenticator app, passkeys, recovery codes."""
