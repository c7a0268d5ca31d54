"""Models of which many rows are read at once."""

from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.db.models.base import ModelState


class QuickRows(models.Model):
    """A model whose rows are read without its `__init__`, which takes most of the time of reading one.

    Nobody may be told of new objects of it by Django's signals, and no field may change what is read.
    """

    class Meta:
        abstract = True

    @classmethod
    def from_db(  # type: ignore[override]  # the stubs are of a later Django
        cls, db: str | None, field_names: Collection[str], values: Collection[Any]
    ) -> Self:
        """The row as an object; fields that were not read are read on first use, as of any model."""
        row = cls.unsaved(**dict(zip(field_names, values, strict=True)))
        row._state.db, row._state.adding = db, False
        return row

    @classmethod
    def with_defaults(cls, **columns: Any) -> Self:
        """A new object with these columns, and the default of each other one."""
        others = (field for field in cls._meta.concrete_fields if field.attname not in columns)
        return cls.unsaved(**columns, **{field.attname: field.get_default() for field in others})

    @classmethod
    def unsaved(cls, **columns: Any) -> Self:
        """A new object with these columns; those without a value are to be set before it is saved."""
        row = cls.__new__(cls)
        row.__dict__.update(columns)
        row._state = ModelState()
        return row
