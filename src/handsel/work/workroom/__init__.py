"""The Workroom: messages, files, uploads, and read markers."""
