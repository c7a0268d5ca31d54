import django.db.models.deletion
from django.db import migrations, models

import handsel.work.milestones.lifecycle


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("escrow", "0001_initial"),
        ("jobs", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("ref", models.UUIDField(unique=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("done_when", models.CharField(blank=True, default="", max_length=400)),
                ("due", models.DateField()),
                ("amount", models.BigIntegerField()),
                ("returned_amount", models.BigIntegerField(default=0)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("part funded", "part funded"),
                            ("funded", "funded"),
                            ("delivered", "delivered"),
                            ("released", "released"),
                            ("refunded", "refunded"),
                            ("settled", "settled"),
                            ("dropped", "dropped"),
                        ],
                        default=handsel.work.milestones.lifecycle.Stage["PLANNED"],
                        max_length=20,
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField(default=0)),
                ("funded_at", models.DateTimeField(null=True)),
                ("delivered_at", models.DateTimeField(null=True)),
                ("clock_started_at", models.DateTimeField(null=True)),
                ("release_at", models.DateTimeField(null=True)),
                ("days_left", models.PositiveSmallIntegerField(null=True)),
                ("change_requests", models.PositiveSmallIntegerField(default=0)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "holding",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="milestone",
                        to="escrow.holding",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="milestones", to="jobs.job"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="MoneyRequest",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(choices=[("refund", "Refund"), ("split", "Split")], max_length=10)),
                (
                    "side",
                    models.CharField(
                        choices=[("client", "client"), ("freelancer", "freelancer")], max_length=10
                    ),
                ),
                ("to_client", models.BigIntegerField()),
                ("to_freelancer", models.BigIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("granted", "Granted"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                            ("superseded", "Superseded"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("auto_grants_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answer", models.TextField(blank=True, default="")),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="requests", to="jobs.job"
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="milestones.milestone",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RefundRequest",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("milestones.moneyrequest",),
        ),
        migrations.CreateModel(
            name="SplitProposal",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("milestones.moneyrequest",),
        ),
        migrations.CreateModel(
            name="StatusReport",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("week", models.DateField()),
                ("sending", models.PositiveSmallIntegerField()),
                ("sent_at", models.DateTimeField()),
                ("late", models.BooleanField()),
                ("done", models.TextField()),
                ("plans", models.TextField(blank=True, default="")),
                ("issues", models.TextField(blank=True, default="")),
                ("blocks", models.BooleanField(default=False)),
                ("entry", models.UUIDField()),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="jobs.job"
                    ),
                ),
            ],
            options={
                "ordering": ["-week", "-sending"],
            },
        ),
        migrations.CreateModel(
            name="ReportLine",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("percent", models.PositiveSmallIntegerField()),
                ("statement", models.TextField(blank=True, default="")),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="milestones.milestone",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="milestones.statusreport",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(fields=["job", "position"], name="milestone_in_order"),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", handsel.work.milestones.lifecycle.Stage)),
                name="milestone_stage_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(("percent__lte", 100)), name="milestone_percent"
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="milestone_of_something"
            ),
        ),
        migrations.AddIndex(
            model_name="moneyrequest",
            index=models.Index(fields=["job", "state"], name="money_request_of_job"),
        ),
        migrations.AddConstraint(
            model_name="moneyrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("milestone", "kind"),
                name="money_request_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="statusreport",
            constraint=models.UniqueConstraint(fields=("job", "week", "sending"), name="report_sending"),
        ),
        migrations.AddConstraint(
            model_name="reportline",
            constraint=models.UniqueConstraint(fields=("report", "milestone"), name="report_line_once"),
        ),
    ]
