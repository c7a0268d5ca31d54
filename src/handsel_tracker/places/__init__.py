"""Where the Tracker keeps what is its person's, on this device."""
