from django.db import migrations, models

from handsel.record.vendor_sql import append_only


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Policy",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("name", models.SlugField(max_length=40)),
                ("version", models.PositiveIntegerField()),
                ("rules_json", models.JSONField()),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("name", "version"), name="policy_version")],
            },
        ),
        append_only("policy_policy"),
    ]
