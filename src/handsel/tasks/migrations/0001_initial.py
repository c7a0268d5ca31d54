from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("subject", models.CharField(max_length=40)),
                ("due_at", models.DateTimeField()),
                ("next_at", models.DateTimeField()),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("last_error", models.TextField(default="")),
                ("given_up_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("given_up_at", None)), fields=["next_at", "id"], name="task_due"
                    ),
                    models.Index(
                        condition=models.Q(("given_up_at", None)),
                        fields=["kind", "next_at", "id"],
                        name="task_of_kind",
                    ),
                    models.Index(
                        condition=models.Q(("attempts__gt", 0), ("given_up_at", None)),
                        fields=["next_at", "id"],
                        name="task_failing",
                    ),
                    models.Index(
                        condition=models.Q(("given_up_at", None), _negated=True),
                        fields=["next_at", "id"],
                        name="task_given_up",
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("kind", "subject"), name="task_once")],
            },
        ),
        migrations.CreateModel(
            name="LanePulse",
            fields=[
                ("lane", models.CharField(max_length=10, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
            ],
        ),
    ]
