"""Operations of the Tracker: what it may record, and where it sends what it recorded."""
