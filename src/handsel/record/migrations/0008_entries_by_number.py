import django.db.models.deletion
from django.db import migrations, models

NAME = "record_entry_chain_id_1f0561cf"


class Migration(migrations.Migration):
    dependencies = [("record", "0007_cosignature")]

    operations = [
        migrations.SeparateDatabaseAndState(
            # Django would make the table anew on SQLite, without the triggers that keep it append-only.
            database_operations=[
                migrations.RunSQL(f"DROP INDEX {NAME}", f"CREATE INDEX {NAME} ON record_entry (chain_id)")
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="entry",
                    name="chain",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="record.chain",
                    ),
                )
            ],
        )
    ]
