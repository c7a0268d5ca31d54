from pathlib import Path

from django.db import migrations

from handsel.record.vendor_sql import append_only, vendor_sql

SQL = Path(__file__).parents[1] / "sql"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [
        append_only("ledger_transfer", "ledger_posting", "ledger_rollup"),
        vendor_sql(SQL, "functions"),
    ]
