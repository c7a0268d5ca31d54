"""What the daemon says in codes and numbers, in plain words: for the window and for the command line."""
