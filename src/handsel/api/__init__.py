"""The REST API: its operations call the same acts as the pages, and answer in JSON."""
