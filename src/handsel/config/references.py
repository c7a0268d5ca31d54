"""Audit: whatever a row refers to is there."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Exists, ForeignKey, OuterRef

from handsel.kernel.audit import Check

FAULTS_MAX = 200


def checks() -> Iterator[Check]:
    """Each reference of each row leads to a row; the database does not watch over all of them."""
    faults: list[str] = []
    counted = 0
    for model in apps.get_models(include_auto_created=True):
        references = [field for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
        counted += len(references)
        if references and model._base_manager.exists():
            for field in references:
                faults += _faults(field)
    yield Check("every reference leads to a row", counted, faults)


def _faults(field: "ForeignKey[object, object]") -> Iterator[str]:
    target, name = field.target_field, field.attname
    there = target.model._base_manager.filter(**{target.attname: OuterRef(name)})
    lost = field.model._base_manager.exclude(**{name: None}).exclude(Exists(there))
    for pk, key in lost.values_list("pk", name)[:FAULTS_MAX]:
        yield f"{field.model._meta.verbose_name} {pk} refers to {field.name} {key}, which is gone"
