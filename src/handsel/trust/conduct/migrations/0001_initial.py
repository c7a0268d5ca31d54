import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import handsel.trust.conduct.lifecycle
import handsel.trust.conduct.outcomes
import handsel.work.jobs.stages


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("jobs", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ConductDecision",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("case", models.UUIDField(unique=True)),
                ("outcome", models.CharField(max_length=10)),
                ("ground", models.CharField(max_length=30)),
                ("reason", models.TextField()),
                ("evidence", models.JSONField(blank=True, default=list)),
                ("until", models.DateTimeField(null=True)),
                ("not_before", models.DateTimeField(null=True)),
                ("effect_at", models.DateTimeField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "stage",
                    models.CharField(
                        default=handsel.trust.conduct.lifecycle.DecisionStage["DECIDED"], max_length=10
                    ),
                ),
                ("decided_by", models.UUIDField()),
                ("decided_at", models.DateTimeField()),
                ("confirmed_by", models.UUIDField(null=True)),
                ("appeal_by", models.DateTimeField()),
                ("appeal", models.TextField(blank=True, default="")),
                ("appealed_at", models.DateTimeField(null=True)),
                ("answer_by", models.DateTimeField(null=True)),
                ("answer", models.TextField(blank=True, default="")),
                ("answered_by", models.UUIDField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="jobs.job"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-decided_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", handsel.trust.conduct.outcomes.ConductOutcome)),
                        name="conduct_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", handsel.trust.conduct.outcomes.Ground)),
                        name="conduct_ground_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", handsel.trust.conduct.lifecycle.DecisionStage)),
                        name="conduct_stage_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("outcome", handsel.trust.conduct.outcomes.ConductOutcome["SUSPEND"]),
                                ("until__isnull", False),
                            ),
                            models.Q(
                                models.Q(
                                    ("outcome", handsel.trust.conduct.outcomes.ConductOutcome["SUSPEND"]),
                                    _negated=True,
                                ),
                                ("until__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="conduct_suspension_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("not_before__isnull", False),
                                ("outcome", handsel.trust.conduct.outcomes.ConductOutcome["REMOVE"]),
                            ),
                            models.Q(
                                models.Q(
                                    ("outcome", handsel.trust.conduct.outcomes.ConductOutcome["REMOVE"]),
                                    _negated=True,
                                ),
                                ("effect_at", None),
                                ("not_before", None),
                                ("removed_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="conduct_removal_notice",
                    ),
                ],
            },
            bases=(handsel.work.jobs.stages.HasStages, models.Model),
        ),
        migrations.CreateModel(
            name="ConductReport",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("ref", models.UUIDField(unique=True)),
                ("category", models.CharField(max_length=30)),
                ("words", models.TextField()),
                ("evidence", models.JSONField(blank=True, default=list)),
                ("at", models.DateTimeField()),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="jobs.job"
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "indexes": [models.Index(fields=["at", "id"], name="conduct_report_at")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("category__in", handsel.trust.conduct.outcomes.Category)),
                        name="conduct_report_category",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reporter", models.F("about")), _negated=True),
                        name="conduct_report_other",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("entry", models.UUIDField()),
                ("file", models.PositiveBigIntegerField(default=0)),
                ("file_name", models.CharField(blank=True, default="", max_length=200)),
                ("kind", models.CharField(max_length=10)),
                ("quoted", models.TextField()),
                ("start", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="jobs.job"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "indexes": [models.Index(fields=["at", "id"], name="flag_at")],
                "constraints": [models.UniqueConstraint(fields=("entry", "file", "start"), name="flag_once")],
            },
        ),
    ]
