import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import handsel.money.escrow.models
import handsel.work.hours.hourly_terms
import handsel.work.hours.lifecycle
import handsel.work.hours.shots.lifecycle
import handsel.work.hours.week_names
import handsel.work.jobs.lifecycle
import handsel.work.jobs.stages
import handsel_verify.moments


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("devices", "0001_initial"),
        ("escrow", "0001_initial"),
        ("jobs", "0001_initial"),
        ("people", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HourlyPlan",
            fields=[
                (
                    "job",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="hourly_plan",
                        serialize=False,
                        to="jobs.job",
                    ),
                ),
                ("zone", models.CharField(max_length=64)),
                ("rate", models.BigIntegerField()),
                ("weekly_seconds", models.PositiveIntegerField()),
                ("start", models.DateField()),
                (
                    "work_view",
                    models.CharField(
                        choices=[("required", "required"), ("offered", "offered"), ("off", "off")],
                        max_length=10,
                    ),
                ),
                ("by_hand", models.BooleanField()),
                ("auto_fund", models.BooleanField()),
                ("plans_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rate__gt", 0)), name="hourly_rate_of_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weekly_seconds__gt", 0)), name="hourly_limit_of_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JobWeek",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("monday", models.DateField()),
                ("supplement", models.PositiveSmallIntegerField(default=0)),
                ("ref", models.UUIDField(unique=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("rate", models.BigIntegerField()),
                ("limit_seconds", models.PositiveIntegerField()),
                ("raised_limit", models.PositiveIntegerField(null=True)),
                (
                    "work_view",
                    models.CharField(
                        choices=[("required", "required"), ("offered", "offered"), ("off", "off")],
                        default=handsel.work.hours.hourly_terms.WorkView["OFF"],
                        max_length=10,
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("short", "short"),
                            ("funded", "funded"),
                            ("settling", "settling"),
                            ("closed", "closed"),
                            ("dropped", "dropped"),
                        ],
                        default=handsel.work.hours.lifecycle.WeekStage["PLANNED"],
                        max_length=10,
                    ),
                ),
                ("funded_at", models.DateTimeField(null=True)),
                ("ready_at", models.DateTimeField(null=True)),
                ("submits_at", models.DateTimeField(null=True)),
                ("held_at", models.DateTimeField(null=True)),
                ("hold_reason", models.TextField(blank=True, default="")),
                ("closed_at", models.DateTimeField(null=True)),
                ("hint_dismissed", models.BooleanField(default=False)),
                (
                    "holding",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="week",
                        to="escrow.holding",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="weeks", to="jobs.job"
                    ),
                ),
            ],
            options={
                "ordering": ["monday", "supplement"],
            },
        ),
        migrations.CreateModel(
            name="PageTimer",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("ref", models.UUIDField(unique=True)),
                ("memo", models.CharField(max_length=400)),
                ("started_at", models.DateTimeField()),
                ("recorded_to", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("stops_at", models.DateTimeField(null=True)),
                (
                    "freelancer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="timer", to="people.party"
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="timers", to="jobs.job"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReceivedSegment",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("seq", models.PositiveBigIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("content", models.TextField()),
                ("signature", models.CharField(max_length=128)),
                ("work_view", models.CharField(max_length=12)),
                ("kept_seconds", models.PositiveIntegerField()),
                (
                    "drawn_by",
                    models.CharField(
                        choices=[("shared", "shared"), ("offline", "offline"), ("none", "none")],
                        default=handsel_verify.moments.DrawnBy["NONE"],
                        max_length=8,
                    ),
                ),
                ("due_at", models.DateTimeField(null=True)),
                ("is_backdated", models.BooleanField(default=False)),
                ("received_at", models.DateTimeField()),
                ("refusal", models.CharField(blank=True, default="", max_length=40)),
                ("refusal_named", models.JSONField(blank=True, default=dict)),
                (
                    "device",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="segments",
                        to="devices.device",
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="segments",
                        to="jobs.job",
                    ),
                ),
            ],
            options={
                "ordering": ["seq"],
            },
        ),
        migrations.CreateModel(
            name="Shot",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("due_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField()),
                ("monitor", models.PositiveSmallIntegerField()),
                ("commitment", models.CharField(max_length=64, unique=True)),
                ("offline", models.BooleanField()),
                ("redactions", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("awaited", "awaited"),
                            ("arrived", "arrived"),
                            ("kept", "kept"),
                            ("deleted", "deleted"),
                            ("unreadable", "unreadable"),
                            ("expired", "expired"),
                        ],
                        default=handsel.work.hours.shots.lifecycle.ShotState["AWAITED"],
                        max_length=10,
                    ),
                ),
                ("salt", models.CharField(blank=True, default="", max_length=64)),
                ("size", models.PositiveIntegerField(default=0)),
                ("arrived_at", models.DateTimeField(null=True)),
                ("deleted_at", models.DateTimeField(null=True)),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shots", to="jobs.job"
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shots",
                        to="hours.receivedsegment",
                    ),
                ),
                (
                    "week",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shots", to="hours.jobweek"
                    ),
                ),
            ],
            options={
                "ordering": ["taken_at", "monitor"],
            },
        ),
        migrations.CreateModel(
            name="ShotRedaction",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("commitment", models.CharField(max_length=64, unique=True)),
                ("replacement", models.CharField(max_length=64, unique=True)),
                ("redactions", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="redactions", to="jobs.job"
                    ),
                ),
                (
                    "shot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="earlier", to="hours.shot"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ShotView",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shot_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "arbiter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="jobs.outsidearbiter",
                    ),
                ),
                (
                    "shot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="views", to="hours.shot"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Timesheet",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("held", "held"),
                            ("nothing", "nothing"),
                            ("submitted", "submitted"),
                            ("reopened", "reopened"),
                            ("due", "due"),
                            ("short", "short"),
                            ("paid", "paid"),
                        ],
                        default=handsel.work.hours.lifecycle.SheetStage["OPEN"],
                        max_length=10,
                    ),
                ),
                ("seconds", models.PositiveIntegerField()),
                ("protected", models.PositiveIntegerField()),
                ("unprotected", models.PositiveIntegerField()),
                ("missing", models.BigIntegerField(default=0)),
                ("submitted_at", models.DateTimeField()),
                ("review_ends_at", models.DateTimeField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "reopening_by",
                    models.CharField(
                        blank=True,
                        choices=[("client", "client"), ("freelancer", "freelancer")],
                        default="",
                        max_length=10,
                    ),
                ),
                ("reopening_reason", models.TextField(blank=True, default="")),
                ("protected_blocks", models.JSONField(blank=True, default=list)),
                ("unbilled_blocks", models.JSONField(blank=True, default=list)),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sheets", to="jobs.job"
                    ),
                ),
                (
                    "week",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sheet", to="hours.jobweek"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReviewedBlock",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("seconds", models.PositiveSmallIntegerField()),
                ("amount", models.BigIntegerField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("counted", "counted"),
                            ("rejected", "rejected"),
                            ("contested", "contested"),
                            ("disputed", "disputed"),
                            ("paid", "paid"),
                            ("dropped", "dropped"),
                            ("split", "split"),
                        ],
                        default=handsel.work.hours.lifecycle.BlockStage["COUNTED"],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField()),
                ("rejected_at", models.DateTimeField(null=True)),
                ("answer", models.TextField(blank=True, default="")),
                ("contested_at", models.DateTimeField(null=True)),
                ("disputed_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("paid", models.BigIntegerField(default=0)),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="blocks", to="jobs.job"
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="blocks",
                        to="hours.timesheet",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="TimeSpan",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("ref", models.UUIDField(unique=True)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("by hand", "By Hand"),
                            ("imported", "Imported"),
                            ("on page", "On Page"),
                            ("tracked", "Tracked"),
                        ],
                        max_length=10,
                    ),
                ),
                ("memo", models.CharField(blank=True, max_length=400)),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="spans", to="jobs.job"
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spans",
                        to="hours.receivedsegment",
                    ),
                ),
                (
                    "week",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="spans", to="hours.jobweek"
                    ),
                ),
            ],
            options={
                "ordering": ["started_at"],
            },
        ),
        migrations.CreateModel(
            name="JobPause",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("ref", models.UUIDField(unique=True)),
                (
                    "by",
                    models.CharField(
                        choices=[("client", "client"), ("freelancer", "freelancer"), ("house", "house")],
                        max_length=10,
                    ),
                ),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pauses", to="jobs.job"
                    ),
                ),
            ],
            options={
                "ordering": ["started_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("job",), name="pause_open_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("by__in", handsel.work.jobs.lifecycle.Side)),
                        name="pause_side_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None), ("ended_at__gte", models.F("started_at")), _connector="OR"
                        ),
                        name="pause_ends_later",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="jobweek",
            constraint=models.UniqueConstraint(fields=("job", "monday", "supplement"), name="week_once"),
        ),
        migrations.AddConstraint(
            model_name="jobweek",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", handsel.work.hours.lifecycle.WeekStage)),
                name="week_stage_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobweek",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rate__gt", 0),
                    models.Q(("limit_seconds__gt", 0), ("supplement__gt", 0), _connector="OR"),
                ),
                name="week_of_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobweek",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="week_ends_later"
            ),
        ),
        migrations.AddConstraint(
            model_name="jobweek",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("raised_limit", None), ("raised_limit__gt", models.F("limit_seconds")), _connector="OR"
                ),
                name="week_raised_limit_higher",
            ),
        ),
        migrations.AddConstraint(
            model_name="receivedsegment",
            constraint=models.UniqueConstraint(fields=("device", "seq"), name="segment_number_once"),
        ),
        migrations.AddConstraint(
            model_name="receivedsegment",
            constraint=models.CheckConstraint(
                condition=models.Q(("job", None), ("refusal", ""), _negated=True),
                name="segment_counts_on_a_job",
            ),
        ),
        migrations.AddConstraint(
            model_name="receivedsegment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "drawn_by__in",
                            [
                                handsel_verify.moments.DrawnBy["SHARED"],
                                handsel_verify.moments.DrawnBy["OFFLINE"],
                            ],
                        ),
                        ("due_at__isnull", False),
                    ),
                    models.Q(("drawn_by", handsel_verify.moments.DrawnBy["NONE"]), ("due_at", None)),
                    _connector="OR",
                ),
                name="segment_moment_drawn",
            ),
        ),
        migrations.AddConstraint(
            model_name="shot",
            constraint=models.UniqueConstraint(fields=("segment", "position"), name="shot_once"),
        ),
        migrations.AddConstraint(
            model_name="shot",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", handsel.work.hours.shots.lifecycle.ShotState)),
                name="shot_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="shot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            handsel.work.hours.shots.lifecycle.ShotState["ARRIVED"],
                            handsel.work.hours.shots.lifecycle.ShotState["KEPT"],
                            handsel.work.hours.shots.lifecycle.ShotState["UNREADABLE"],
                        ),
                    ),
                    ("salt", ""),
                    _connector="OR",
                ),
                name="shot_without_bytes_has_no_salt",
            ),
        ),
        migrations.AddConstraint(
            model_name="shotview",
            constraint=models.UniqueConstraint(
                fields=("shot", "person", "at"), name="shot_view_once_a_minute"
            ),
        ),
        migrations.AddConstraint(
            model_name="shotview",
            constraint=models.UniqueConstraint(
                fields=("shot", "arbiter", "at"), name="arbiter_view_once_a_minute"
            ),
        ),
        migrations.AddConstraint(
            model_name="shotview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("arbiter__isnull", False), ("person", None)),
                    models.Q(("arbiter", None), ("person__isnull", False)),
                    _connector="OR",
                ),
                name="shot_view_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="timesheet",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", handsel.work.hours.lifecycle.SheetStage)),
                name="sheet_stage_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="timesheet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "seconds__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("protected"), "+", models.F("unprotected")
                        ),
                    )
                ),
                name="sheet_pays_what_was_worked",
            ),
        ),
        migrations.AddConstraint(
            model_name="timesheet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reopening_by", ""), ("reopening_reason", "")),
                    models.Q(
                        ("stage", handsel.work.hours.lifecycle.SheetStage["SUBMITTED"]),
                        models.Q(("reopening_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="sheet_reopening_asked_in_review",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewedblock",
            constraint=models.UniqueConstraint(fields=("sheet", "number"), name="block_once"),
        ),
        migrations.AddConstraint(
            model_name="reviewedblock",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", handsel.work.hours.lifecycle.BlockStage)),
                name="block_stage_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewedblock",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0), ("seconds__gt", 0)), name="block_of_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewedblock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("rejected_at", None), _negated=True),
                    models.Q(("disputed_at", None), _negated=True),
                    _connector="OR",
                ),
                name="block_objected_to",
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewedblock",
            constraint=models.CheckConstraint(
                condition=models.Q(("paid__range", (0, models.F("amount")))), name="block_paid_at_most"
            ),
        ),
        migrations.AddIndex(
            model_name="timespan",
            index=models.Index(fields=["job", "started_at"], name="span_in_order"),
        ),
        migrations.AddConstraint(
            model_name="timespan",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at__gt", models.F("started_at"))), name="span_ends_later"
            ),
        ),
        migrations.AddConstraint(
            model_name="timespan",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["by hand", "imported", "on page", "tracked"])),
                name="span_source_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="timespan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("segment__isnull", False), ("source", "tracked")),
                    models.Q(models.Q(("source", "tracked"), _negated=True), ("segment", None)),
                    _connector="OR",
                ),
                name="span_tracked_in_a_segment",
            ),
        ),
    ]
