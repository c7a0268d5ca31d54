"""Rails: money in and out."""
