import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("ledger", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Holding",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("currency", models.CharField(max_length=3)),
                ("fee_basis_points", models.PositiveIntegerField()),
                (
                    "fee_payer",
                    models.CharField(
                        choices=[("client", "client"), ("freelancer", "freelancer")], max_length=10
                    ),
                ),
                ("fee_start", models.BigIntegerField(default=0)),
                ("funded", models.BigIntegerField(default=0)),
                ("released", models.BigIntegerField(default=0)),
                ("refunded", models.BigIntegerField(default=0)),
                ("frozen", models.BigIntegerField(default=0)),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holding",
                        to="ledger.account",
                    ),
                ),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"
                    ),
                ),
                (
                    "freelancer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("released__gte", 0),
                            ("refunded__gte", 0),
                            (
                                "funded__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("released"), "+", models.F("refunded")
                                ),
                            ),
                        ),
                        name="holding_never_short",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fee_start__gte", 0)), name="holding_fee_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("frozen__gte", 0),
                            (
                                "frozen__lte",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("funded"), "-", models.F("released")
                                    ),
                                    "-",
                                    models.F("refunded"),
                                ),
                            ),
                        ),
                        name="holding_frozen_is_held",
                    ),
                ],
            },
        ),
    ]
