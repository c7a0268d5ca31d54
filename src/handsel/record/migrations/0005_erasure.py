from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

from handsel.record.vendor_sql import append_only, vendor_sql


class Migration(migrations.Migration):
    dependencies = [("record", "0004_log")]

    operations = [
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="erasure",
                        serialize=False,
                        to="record.entry",
                    ),
                ),
                ("by", models.UUIDField()),
            ],
        ),
        append_only("record_erasure"),
        vendor_sql(Path(__file__).parents[1] / "sql", "erasable"),
    ]
