"""Extract the text of uploaded files, by content type."""
