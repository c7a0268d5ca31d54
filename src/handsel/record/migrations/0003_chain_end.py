from pathlib import Path

from django.db import migrations

from handsel.record.vendor_sql import vendor_sql


class Migration(migrations.Migration):
    dependencies = [("record", "0002_append_only")]

    operations = [vendor_sql(Path(__file__).parents[1] / "sql", "functions")]
