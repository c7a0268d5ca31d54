import django.db.models.deletion
from django.db import migrations, models

import handsel.work.exits.lifecycle
import handsel.work.jobs.stages


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("jobs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Exit",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "side",
                    models.CharField(
                        choices=[("client", "Client"), ("freelancer", "Freelancer")], max_length=10
                    ),
                ),
                ("fee", models.BigIntegerField()),
                ("note", models.TextField(blank=True, default="")),
                (
                    "stage",
                    models.CharField(
                        default=handsel.work.exits.lifecycle.ExitStage["PROPOSED"], max_length=10
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exits", to="jobs.job"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("job", "number"), name="exit_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("stage__in", ["proposed", "agreed"])),
                        fields=("job",),
                        name="exit_one_standing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", handsel.work.exits.lifecycle.ExitStage)),
                        name="exit_stage_known",
                    ),
                    models.CheckConstraint(condition=models.Q(("fee__gte", 0)), name="exit_fee_not_negative"),
                ],
            },
            bases=(handsel.work.jobs.stages.HasStages, models.Model),
        ),
    ]
