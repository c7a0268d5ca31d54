from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("due", "0001_initial"),
        ("record", "0005_erasure"),
    ]

    operations = [
        migrations.AddField(
            model_name="storedfile",
            name="finding",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="storedfile",
            name="pages",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="storedfile",
            name="shown",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="storedfile",
            name="type",
            field=models.CharField(blank=True, default="", max_length=100),
        ),
        migrations.AddField(
            model_name="storedfile",
            name="verdict",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Unchecked"),
                    ("clean", "Clean"),
                    ("infected", "Infected"),
                    ("too large", "Too Large"),
                ],
                default="",
                max_length=10,
            ),
        ),
        migrations.RunSQL(
            "INSERT INTO due_duty (kind, subject, due_at, next_at, attempts, last_error) "
            "SELECT 'file.look', substr(sha256, 1, 40), stored_at, stored_at, 0, '' FROM record_storedfile",
            migrations.RunSQL.noop,
        ),
    ]
