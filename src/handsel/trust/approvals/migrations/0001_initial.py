import django.db.models.deletion
from django.db import migrations, models

import handsel.trust.approvals.lifecycle
import handsel.work.jobs.stages


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("jobs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProposedAct",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("ref", models.UUIDField(unique=True)),
                ("kind", models.CharField(max_length=10)),
                ("subject", models.UUIDField()),
                ("reason", models.TextField()),
                (
                    "stage",
                    models.CharField(
                        default=handsel.trust.approvals.lifecycle.ApprovalStage["WAITING"], max_length=10
                    ),
                ),
                ("proposed_by", models.UUIDField()),
                ("proposed_at", models.DateTimeField()),
                ("not_before", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("confirmed_by", models.UUIDField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("ended_by", models.UUIDField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("withdrawal", models.TextField(blank=True, default="")),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="jobs.job"
                    ),
                ),
            ],
            options={
                "ordering": ["proposed_at", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            (
                                "stage__in",
                                [
                                    handsel.trust.approvals.lifecycle.ApprovalStage["SCHEDULED"],
                                    handsel.trust.approvals.lifecycle.ApprovalStage["WAITING"],
                                ],
                            )
                        ),
                        fields=["proposed_at", "id"],
                        name="approval_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", handsel.trust.approvals.lifecycle.ApprovedKind)),
                        name="approval_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", handsel.trust.approvals.lifecycle.ApprovalStage)),
                        name="approval_stage_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "stage__in",
                                    (
                                        handsel.trust.approvals.lifecycle.ApprovalStage["SCHEDULED"],
                                        handsel.trust.approvals.lifecycle.ApprovalStage["DONE"],
                                    ),
                                ),
                                _negated=True,
                            ),
                            models.Q(("done_at__gte", models.F("not_before")), ("done_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="approval_after_notice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                        name="approval_by_two",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "stage__in",
                                [
                                    handsel.trust.approvals.lifecycle.ApprovalStage["SCHEDULED"],
                                    handsel.trust.approvals.lifecycle.ApprovalStage["WAITING"],
                                ],
                            )
                        ),
                        fields=("kind", "subject"),
                        name="approval_once",
                    ),
                ],
            },
            bases=(handsel.work.jobs.stages.HasStages, models.Model),
        ),
    ]
