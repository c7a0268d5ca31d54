"""Corrections, from what the record tells of them until now."""

import json
from typing import Any

from django.db import migrations


def tell_corrections(apps: Any, schema_editor: Any) -> None:
    """Note what was corrected until now, as the entries that correct it tell."""
    contents = apps.get_model("record", "EntryContent").objects.filter(
        entry__kind="message.posted", text__contains='"corrects":'
    )
    jobs = dict(apps.get_model("jobs", "Job").objects.values_list("uuid", "pk"))
    told = []
    for content in contents.select_related("entry__chain").iterator(chunk_size=500):
        corrects = json.loads(content.text).get("corrects")
        if corrects:
            job = jobs[content.entry.chain.subject]
            told.append({"job_id": job, "number": corrects["number"], "by": content.entry.number})
    correction = apps.get_model("workroom", "Correction")
    correction.objects.bulk_create([correction(**each) for each in told], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("workroom", "0004_correction"), ("record", "0008_entries_by_number")]

    operations = [migrations.RunPython(tell_corrections, migrations.RunPython.noop)]
