from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

from handsel.record.vendor_sql import vendor_sql

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("jobs", "0001_initial"),
        ("record", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FileText",
            fields=[
                (
                    "stored",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="record.storedfile",
                    ),
                ),
                ("kind", models.CharField(blank=True, default="", max_length=10)),
                ("fault", models.CharField(blank=True, default="", max_length=60)),
                ("text", models.TextField(blank=True, default="")),
                ("read_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="IndexedEntry",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("groups", models.PositiveSmallIntegerField()),
                ("words", models.TextField()),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="indexed", to="record.entry"
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="jobs.job",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["job", "-id"], name="indexed_entry_of_job")],
            },
        ),
        vendor_sql(SQL, "words"),
    ]
