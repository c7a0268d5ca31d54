import django.db.models.deletion
from django.db import migrations, models

import handsel.kernel.identifiers


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Chain",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=handsel.kernel.identifiers.new, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("job", "Job"), ("person", "Person"), ("house", "House")], max_length=10
                    ),
                ),
                ("subject", models.UUIDField(unique=True)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("head", models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.PositiveBigIntegerField()),
                ("previous", models.BinaryField(max_length=32)),
                ("kind", models.CharField(max_length=40)),
                ("actor", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("commitment", models.BinaryField(max_length=32)),
                ("hash", models.BinaryField(max_length=32)),
                ("key", models.UUIDField()),
                ("request", models.BinaryField(max_length=32)),
                (
                    "chain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="record.chain"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("size", models.PositiveBigIntegerField()),
                ("stored_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="EntryContent",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="content",
                        serialize=False,
                        to="record.entry",
                    ),
                ),
                ("salt", models.BinaryField(max_length=32)),
                ("text", models.TextField()),
            ],
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["chain", "kind", "number"], name="entry_by_kind"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("chain", "number"), name="entry_number"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("key", "actor"), name="entry_asked_once"),
        ),
    ]
