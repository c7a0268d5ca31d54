"""The live stream: it tells open pages what is new in the inbox and in the Workroom."""
