"""Files of a job: their pages, previews, versions and uploads."""
