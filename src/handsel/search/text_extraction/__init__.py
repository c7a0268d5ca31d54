"""Reading the text in a file that somebody sent: what it is, by its content, and the words in it."""
