import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from handsel.record.vendor_sql import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("queue", models.SlugField(max_length=40)),
                ("item", models.SlugField(max_length=40)),
                ("taken_at", models.DateTimeField()),
                (
                    "operator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("queue", "item"), name="assignment_of_item")],
            },
        ),
        migrations.CreateModel(
            name="OperatorNote",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("queue", models.SlugField(max_length=40)),
                ("item", models.SlugField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
                (
                    "operator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("queue", "item", "number"), name="note_number")
                ],
            },
        ),
        append_only("casework_operatornote"),
    ]
