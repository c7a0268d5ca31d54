from django.db import migrations

from handsel.record.vendor_sql import append_only


class Migration(migrations.Migration):
    dependencies = [("record", "0001_initial")]

    operations = [append_only("record_entry", "record_entrycontent")]
