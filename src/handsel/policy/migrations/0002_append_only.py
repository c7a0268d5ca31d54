from django.db import migrations

from handsel.record.vendor_sql import append_only


class Migration(migrations.Migration):
    dependencies = [("policy", "0001_initial")]

    operations = [append_only("policy_policy")]
