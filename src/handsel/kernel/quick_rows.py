"""Models of which many rows are read at once."""

from collections.abc import Sequence
from typing import Any, Self

from django.db.models.base import ModelState


class QuickRows:
    """A model whose whole rows are read without its `__init__`, which takes most of the time of reading one.

    Nobody may be told of new objects of it by Django's signals, and no field may change what is read.
    """

    _state: ModelState

    @classmethod
    def from_db(cls, db: str, field_names: Sequence[str], values: Sequence[Any]) -> Self:
        """The row as an object."""
        here: Any = cls
        if len(values) != len(here._meta.concrete_fields):
            deferred: Self = super().from_db(db, field_names, values)  # type: ignore[misc]
            return deferred
        row = cls.unsaved(**dict(zip(field_names, values, strict=True)))
        row._state.db, row._state.adding = db, False
        return row

    @classmethod
    def unsaved(cls, **columns: Any) -> Self:
        """A new object with these columns; those without a value are to be set before it is saved."""
        row = cls.__new__(cls)
        row.__dict__.update(columns)
        row._state = ModelState()
        return row
