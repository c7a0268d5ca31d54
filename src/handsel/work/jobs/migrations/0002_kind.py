from django.db import migrations, models

from handsel.work.jobs.stages import JobKind

KINDS = [("fixed", "Fixed"), ("hourly", "Hourly")]


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="job",
            name="kind",
            field=models.CharField(choices=KINDS, default="fixed", max_length=10),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", JobKind)), name="job_kind_known"
            ),
        ),
    ]
