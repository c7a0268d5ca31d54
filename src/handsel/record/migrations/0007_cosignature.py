import django.db.models.deletion
from django.db import migrations, models

from handsel.record.vendor_sql import append_only


class Migration(migrations.Migration):
    dependencies = [("record", "0006_stored_file_looks")]

    operations = [
        migrations.CreateModel(
            name="Cosignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.TextField()),
                ("key", models.TextField()),
                ("line", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "checkpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cosignatures",
                        to="record.checkpoint",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [models.UniqueConstraint(fields=("checkpoint", "name"), name="cosigned_once")],
            },
        ),
        append_only("record_cosignature"),
    ]
