from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

import handsel.kernel.identifiers
from handsel.record.vendor_sql import append_only, vendor_sql

SQL = Path(__file__).parents[1] / "sql"


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
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="record.chain",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SignedCheckpoint",
            fields=[
                ("size", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("root", models.BinaryField(max_length=32)),
                ("note", models.TextField()),
                ("signed_at", models.DateTimeField()),
                (
                    "before",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="after",
                        to="record.signedcheckpoint",
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
                ("type", models.CharField(blank=True, default="", max_length=100)),
                ("shown", models.PositiveSmallIntegerField(null=True)),
                ("pages", models.PositiveIntegerField(default=0)),
                (
                    "obstacle",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("locked", "Locked"),
                            ("too large", "Too Large"),
                            ("unreadable", "Unreadable"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Unchecked"),
                            ("clean", "Clean"),
                            ("infected", "Infected"),
                            ("too large", "Too Large"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("finding", models.CharField(blank=True, default="", max_length=200)),
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
                ("nonce", models.BinaryField(max_length=32)),
                ("salt", models.BinaryField(max_length=32)),
                ("text", models.TextField()),
            ],
        ),
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
        migrations.CreateModel(
            name="PendingLeaf",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="pending_leaf",
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
                        to="record.signedcheckpoint",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
            },
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
        migrations.AddConstraint(
            model_name="cosignature",
            constraint=models.UniqueConstraint(fields=("checkpoint", "name"), name="cosigned_once"),
        ),
        append_only("record_entry", "record_entrycontent", "record_erasure"),
        append_only("record_leaf", "record_signedcheckpoint", "record_cosignature"),
        vendor_sql(SQL, "functions"),
        vendor_sql(SQL, "erasable"),
    ]
