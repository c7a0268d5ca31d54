import django.db.models.deletion
from django.db import migrations, models

import handsel.kernel.identifiers
import handsel.work.jobs.lifecycle


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("policy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "uuid",
                    models.UUIDField(default=handsel.kernel.identifiers.new, editable=False, unique=True),
                ),
                ("invited_email", models.EmailField(blank=True, default="", max_length=254)),
                ("invitation", models.UUIDField(null=True, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("fixed", "Fixed"), ("hourly", "Hourly")],
                        default=handsel.work.jobs.lifecycle.JobKind["FIXED"],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=80)),
                ("description", models.TextField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("awarded", "Awarded"),
                            ("in terms", "In terms"),
                            ("working", "Working"),
                            ("paused", "Paused"),
                            ("complete", "Complete"),
                            ("cancelled", "Cancelled"),
                            ("declined", "Declined"),
                            ("lapsed", "Lapsed"),
                        ],
                        default=handsel.work.jobs.lifecycle.JobStage["AWARDED"],
                        max_length=20,
                    ),
                ),
                (
                    "currency",
                    models.CharField(
                        choices=[
                            ("USD", "USD"),
                            ("EUR", "EUR"),
                            ("GBP", "GBP"),
                            ("NOK", "NOK"),
                            ("SEK", "SEK"),
                            ("DKK", "DKK"),
                            ("CHF", "CHF"),
                            ("CAD", "CAD"),
                            ("AUD", "AUD"),
                            ("JPY", "JPY"),
                        ],
                        max_length=3,
                    ),
                ),
                ("awarded_at", models.DateTimeField()),
                ("lapses_at", models.DateTimeField(null=True)),
                ("bound_at", models.DateTimeField(null=True)),
                ("auto_release_days", models.PositiveSmallIntegerField(null=True)),
                ("ended_by", models.CharField(blank=True, default="", max_length=20)),
                ("ending_at", models.DateTimeField(null=True)),
                ("objected_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "client",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jobs_given",
                        to="people.party",
                    ),
                ),
                (
                    "freelancer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="jobs_done",
                        to="people.party",
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="policy.policy"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["client", "stage", "-id"], name="job_of_client"),
                    models.Index(fields=["freelancer", "stage", "-id"], name="job_of_freelancer"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", handsel.work.jobs.lifecycle.JobStage)),
                        name="job_stage_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", handsel.work.jobs.lifecycle.JobKind)),
                        name="job_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("freelancer__isnull", False),
                            models.Q(("invited_email", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="job_has_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("client", models.F("freelancer")), _negated=True),
                        name="job_has_two_sides",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutsideArbiter",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                ("email", models.EmailField(max_length=254)),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="arbiters",
                        to="jobs.job",
                    ),
                ),
            ],
        ),
    ]
