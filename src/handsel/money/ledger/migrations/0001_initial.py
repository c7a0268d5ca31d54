from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

from handsel.record.vendor_sql import append_only, vendor_sql

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Transfer",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("idem_key", models.UUIDField(unique=True)),
                ("digest", models.BinaryField(max_length=32)),
                ("kind", models.CharField(max_length=40)),
                ("entry", models.UUIDField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=60, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("wallet", "Wallet"),
                            ("holding", "Holding"),
                            ("earnings", "Earnings"),
                            ("fees", "Fees"),
                            ("tax", "Tax"),
                            ("payouts", "Payouts"),
                            ("owed", "Owed"),
                            ("claimed", "Claimed"),
                            ("rail", "Rail"),
                        ],
                        max_length=10,
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("floor", models.BigIntegerField(null=True)),
                ("keeps_balance", models.BooleanField()),
                ("balance", models.BigIntegerField(default=0)),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="people.party",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Rollup",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("through", models.BigIntegerField()),
                ("balance", models.BigIntegerField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rollups",
                        to="ledger.account",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "transfer_id", "leg", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("leg", models.PositiveSmallIntegerField()),
                ("amount", models.BigIntegerField()),
                (
                    "source",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ledger.account",
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="ledger.account",
                    ),
                ),
                (
                    "transfer",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="postings",
                        to="ledger.transfer",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("floor", None), ("balance__gte", models.F("floor")), _connector="OR"),
                name="account_above_floor",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("keeps_balance", True), ("balance", 0), _connector="OR"),
                name="account_no_stale_balance",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(("keeps_balance", True), ("floor", None), _connector="OR"),
                name="account_floor_is_kept",
            ),
        ),
        migrations.AddConstraint(
            model_name="rollup",
            constraint=models.UniqueConstraint(fields=("account", "through"), name="rollup_once"),
        ),
        migrations.AddIndex(
            model_name="posting",
            index=models.Index(fields=["source", "transfer"], name="posting_source"),
        ),
        migrations.AddIndex(
            model_name="posting",
            index=models.Index(fields=["target", "transfer"], name="posting_target"),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="posting_amount"),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(("source", models.F("target")), _negated=True), name="posting_two_accounts"
            ),
        ),
        append_only("ledger_transfer", "ledger_posting", "ledger_rollup"),
        vendor_sql(SQL, "functions"),
    ]
