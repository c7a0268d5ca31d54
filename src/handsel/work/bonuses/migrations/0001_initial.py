import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("escrow", "0001_initial"),
        ("jobs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Bonus",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("ref", models.UUIDField(unique=True)),
                ("amount", models.BigIntegerField()),
                ("reason", models.TextField()),
                ("paid_at", models.DateTimeField()),
                (
                    "holding",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bonus", to="escrow.holding"
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bonuses", to="jobs.job"
                    ),
                ),
            ],
            options={
                "ordering": ["paid_at", "pk"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="bonus_of_something")
                ],
            },
        ),
    ]
