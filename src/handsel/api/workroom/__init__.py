"""Operations of a Workroom, for programs of its two sides."""
