import django.db.models.deletion
from django.db import migrations, models

from handsel.record.vendor_sql import append_only


class Migration(migrations.Migration):
    dependencies = [("record", "0003_chain_end")]

    operations = [
        migrations.CreateModel(
            name="Waiting",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="waiting",
                        serialize=False,
                        to="record.entry",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("index", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("salt", models.BinaryField(max_length=32)),
                (
                    "entry",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leaf",
                        to="record.entry",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("size", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("root", models.BinaryField(max_length=32)),
                ("note", models.TextField()),
                ("signed_at", models.DateTimeField()),
            ],
        ),
        append_only("record_leaf", "record_checkpoint"),
        migrations.RunSQL(
            "INSERT INTO record_waiting (entry_id) SELECT id FROM record_entry", migrations.RunSQL.noop
        ),
    ]
