"""Former names, from what the record tells of names until now."""

from json import loads
from typing import Any

from django.db import migrations, models

NAMING = ("person.made", "person.joined", "person.profile_changed")


def tell_former_names(apps: Any, schema_editor: Any) -> None:
    """Walk through every name that was taken, and note each that gave way to another."""
    contents = apps.get_model("record", "EntryContent").objects.filter(entry__kind__in=NAMING)
    names: dict[str, str] = {}
    former: dict[str, list[dict[str, str]]] = {}
    for content in contents.select_related("entry__chain").order_by("entry__at", "entry__number"):
        facts = loads(content.text)
        person, name = str(facts.get("person", content.entry.chain.subject)), facts["name"]
        if names.get(person, name) != name:
            gone = {"name": names[person], "until": content.entry.at.isoformat()}
            former.setdefault(person, []).append(gone)
        names[person] = name
    for pk, told in former.items():
        apps.get_model("people", "Person").objects.filter(pk=pk).update(former_names=told)


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("record", "0008_entries_by_number")]

    operations = [
        migrations.AddField("person", "former_names", models.JSONField(blank=True, default=list)),
        migrations.RunPython(tell_former_names, migrations.RunPython.noop),
    ]
