import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import handsel.kernel.identifiers
import handsel.money.rails.states


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Deposit",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=handsel.kernel.identifiers.new, primary_key=True, serialize=False
                    ),
                ),
                ("amount", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "pending"),
                            ("settled", "settled"),
                            ("failed", "failed"),
                            ("returned", "returned"),
                        ],
                        default=handsel.money.rails.states.TransferState["PENDING"],
                        max_length=10,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("settles", "settles"),
                            ("stays", "stays"),
                            ("fails", "fails"),
                            ("returns", "returns"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "speed",
                    models.CharField(
                        choices=[
                            ("at once", "at once"),
                            ("a minute", "a minute"),
                            ("2 business days", "2 business days"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=200)),
                ("asked_at", models.DateTimeField()),
                ("settles_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("method", models.CharField(choices=[("card", "card"), ("bank", "bank")], max_length=10)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="deposit_of_something")
                ],
            },
        ),
        migrations.CreateModel(
            name="Payout",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=handsel.kernel.identifiers.new, primary_key=True, serialize=False
                    ),
                ),
                ("amount", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "pending"),
                            ("settled", "settled"),
                            ("failed", "failed"),
                            ("returned", "returned"),
                        ],
                        default=handsel.money.rails.states.TransferState["PENDING"],
                        max_length=10,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("settles", "settles"),
                            ("stays", "stays"),
                            ("fails", "fails"),
                            ("returns", "returns"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "speed",
                    models.CharField(
                        choices=[
                            ("at once", "at once"),
                            ("a minute", "a minute"),
                            ("2 business days", "2 business days"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, default="", max_length=200)),
                ("asked_at", models.DateTimeField()),
                ("settles_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "source",
                    models.CharField(choices=[("wallet", "wallet"), ("earnings", "earnings")], max_length=10),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="payout_of_something")
                ],
            },
        ),
    ]
