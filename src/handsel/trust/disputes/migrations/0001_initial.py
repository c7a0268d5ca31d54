import django.db.models.deletion
from django.db import migrations, models

import handsel.trust.disputes.lifecycle
import handsel.work.jobs.stages


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("hours", "0001_initial"),
        ("jobs", "0001_initial"),
        ("milestones", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dispute",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "side",
                    models.CharField(
                        choices=[("client", "client"), ("freelancer", "freelancer")], max_length=10
                    ),
                ),
                ("amount", models.BigIntegerField()),
                ("requested", models.BigIntegerField()),
                ("reason", models.TextField()),
                ("evidence", models.JSONField(default=list)),
                (
                    "stage",
                    models.CharField(
                        default=handsel.trust.disputes.lifecycle.DisputeStage["OPENED"], max_length=20
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(null=True)),
                ("answer", models.TextField(blank=True, default="")),
                ("answer_evidence", models.JSONField(default=list)),
                ("answered_at", models.DateTimeField(null=True)),
                ("handed_at", models.DateTimeField(null=True)),
                ("decide_by", models.DateTimeField(null=True)),
                ("to_freelancer", models.BigIntegerField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("round", models.PositiveSmallIntegerField(default=0)),
                ("sealed_by", models.CharField(blank=True, default="", max_length=10)),
                ("commitment", models.CharField(blank=True, default="", max_length=64)),
                ("round_ends_at", models.DateTimeField(null=True)),
                ("arbiter", models.UUIDField(null=True)),
                ("arbiter_name", models.CharField(blank=True, default="", max_length=80)),
                ("decision", models.TextField(blank=True, default="")),
                ("decided_by", models.UUIDField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("appeal", models.TextField(blank=True, default="")),
                ("appealed_by", models.CharField(blank=True, default="", max_length=10)),
                ("appealed_at", models.DateTimeField(null=True)),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="disputes", to="jobs.job"
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="milestones.milestone",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disputes",
                        to="hours.timesheet",
                    ),
                ),
                ("blocks", models.JSONField(blank=True, default=list)),
                ("payment", models.UUIDField(null=True)),
            ],
            options={
                "ordering": ["number"],
            },
            bases=(handsel.work.jobs.stages.HasStages, models.Model),
        ),
        migrations.CreateModel(
            name="DisputeOffer",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "side",
                    models.CharField(
                        choices=[("client", "client"), ("freelancer", "freelancer")], max_length=10
                    ),
                ),
                ("to_freelancer", models.BigIntegerField()),
                ("reason", models.TextField(blank=True, default="")),
                ("made_at", models.DateTimeField()),
                ("declined_at", models.DateTimeField(null=True)),
                ("declined_reason", models.TextField(blank=True, default="")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("declined", "Declined"),
                            ("replaced", "Replaced"),
                            ("accepted", "Accepted"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="disputes.dispute",
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
            },
        ),
        migrations.CreateModel(
            name="SealedOffer",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "side",
                    models.CharField(
                        choices=[("client", "client"), ("freelancer", "freelancer")], max_length=10
                    ),
                ),
                ("sealed", models.TextField()),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sealed_offers",
                        to="disputes.dispute",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.UniqueConstraint(fields=("job", "number"), name="dispute_number"),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    (
                        "stage__in",
                        [
                            handsel.trust.disputes.lifecycle.DisputeStage["APPEALED"],
                            handsel.trust.disputes.lifecycle.DisputeStage["DECIDED"],
                            handsel.trust.disputes.lifecycle.DisputeStage["NEGOTIATING"],
                            handsel.trust.disputes.lifecycle.DisputeStage["OPENED"],
                            handsel.trust.disputes.lifecycle.DisputeStage["WITH_OPERATOR"],
                        ],
                    )
                ),
                fields=("milestone", "side"),
                name="dispute_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", handsel.trust.disputes.lifecycle.DisputeStage)),
                name="dispute_stage_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount__gt", 0), ("requested__gte", 0), ("requested__lte", models.F("amount"))
                ),
                name="dispute_of_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_freelancer", None),
                    models.Q(("to_freelancer__gte", 0), ("to_freelancer__lte", models.F("amount"))),
                    _connector="OR",
                ),
                name="dispute_outcome_within",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("milestone__isnull", False), ("payment", None), ("sheet", None)),
                    models.Q(("milestone", None), ("payment", None), ("sheet__isnull", False)),
                    models.Q(("milestone", None), ("payment__isnull", False), ("sheet", None)),
                    _connector="OR",
                ),
                name="dispute_about_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.UniqueConstraint(fields=("payment",), name="dispute_claim_once"),
        ),
        migrations.AddConstraint(
            model_name="disputeoffer",
            constraint=models.UniqueConstraint(fields=("dispute", "number"), name="dispute_offer_number"),
        ),
        migrations.AddConstraint(
            model_name="disputeoffer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("dispute", "side"),
                name="dispute_offer_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="sealedoffer",
            constraint=models.UniqueConstraint(fields=("dispute", "side"), name="sealed_offer_of_side"),
        ),
    ]
