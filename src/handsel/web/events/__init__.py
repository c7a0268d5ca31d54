"""The live stream: it tells people who have a page open what is new in their inbox and in their Workroom."""
