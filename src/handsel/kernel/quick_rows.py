"""Models of which many rows are read at once."""

from collections.abc import Sequence
from typing import Any, Self

from django.db.models.base import ModelState


class QuickRows:
    """A model whose whole rows are read without its `__init__`, which takes most of the time of reading one.

    Nobody may be told of new objects of it by Django's signals, and no field may change what is read.
    """

    @classmethod
    def from_db(cls, db: str, field_names: Sequence[str], values: Sequence[Any]) -> Self:
        """The row as an object."""
        here: Any = cls
        if len(values) != len(here._meta.concrete_fields):
            deferred: Self = super().from_db(db, field_names, values)  # type: ignore[misc]
            return deferred
        row = here.__new__(cls)
        row.__dict__.update(zip(field_names, values, strict=True))
        row._state = ModelState()
        row._state.db, row._state.adding = db, False
        read: Self = row
        return read
