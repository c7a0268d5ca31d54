from pathlib import Path

from django.db import migrations

from handsel.record.vendor_sql import vendor_sql


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [vendor_sql(Path(__file__).parents[1] / "sql", "words")]
