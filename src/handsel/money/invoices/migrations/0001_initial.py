import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models

import handsel.kernel.identifiers


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Letterhead",
            fields=[
                (
                    "party",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="letterhead",
                        serialize=False,
                        to="people.party",
                    ),
                ),
                ("address", models.TextField(blank=True, default="")),
                ("tax_number", models.CharField(blank=True, default="", max_length=40)),
                ("tax_name", models.CharField(blank=True, default="", max_length=20)),
                ("tax_millipercent", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Invoice",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=handsel.kernel.identifiers.new, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(choices=[("work", "Work"), ("fee", "Fee")], max_length=10)),
                ("number", models.PositiveBigIntegerField(null=True)),
                ("job_number", models.PositiveBigIntegerField()),
                ("job_title", models.CharField(max_length=80)),
                ("line", models.CharField(max_length=200)),
                ("currency", models.CharField(max_length=3)),
                ("amount", models.BigIntegerField()),
                ("tax", models.BigIntegerField(default=0)),
                ("tax_name", models.CharField(blank=True, default="", max_length=20)),
                ("tax_millipercent", models.PositiveIntegerField(default=0)),
                ("issuer_block", models.TextField(blank=True, default="")),
                ("recipient_block", models.TextField(blank=True, default="")),
                ("issued_at", models.DateTimeField()),
                ("entry", models.UUIDField()),
                ("corrects", models.UUIDField(null=True)),
                (
                    "issuer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices_issued",
                        to="people.party",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices_got",
                        to="people.party",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["job_number", "-issued_at"], name="invoice_of_job"),
                    models.Index(
                        condition=models.Q(("corrects", None), _negated=True),
                        fields=["corrects"],
                        name="invoice_corrected",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("issuer", "number"), name="invoice_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("issuer", None)),
                        fields=("number",),
                        name="invoice_number_of_house",
                    ),
                    models.UniqueConstraint(fields=("entry", "kind"), name="invoice_once_an_action"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="invoice_of_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvoiceCounter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("last", models.PositiveBigIntegerField(default=0)),
                (
                    "issuer",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.comparison.Coalesce("issuer", 0),
                        name="counter_once_an_issuer",
                    )
                ],
            },
        ),
    ]
