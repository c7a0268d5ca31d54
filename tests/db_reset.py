"""Emptying the tables after a test that committed, although some refuse it."""

from django.db.backends.base.base import BaseDatabaseWrapper

KEPT = {"django_migrations", "django_content_type", "auth_permission"}


def empty(connection: BaseDatabaseWrapper) -> None:
    """Delete every row that a test may have made."""
    tables = filled(connection)
    if connection.vendor == "postgresql":
        _delete_on_postgresql(connection, tables)
    else:
        _delete_on_sqlite(connection, tables)


def filled(connection: BaseDatabaseWrapper) -> list[str]:
    """The tables that have rows: a few, and to look takes less than to empty all."""
    tables = {*connection.introspection.django_table_names(only_existing=True), "cache"} - KEPT
    looks = [f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in sorted(tables)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(looks))
        return [name for (name,) in cursor.fetchall()]


def _delete_on_postgresql(connection: BaseDatabaseWrapper, tables: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("SET session_replication_role = DEFAULT")


def _delete_on_sqlite(connection: BaseDatabaseWrapper, tables: list[str]) -> None:
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(%'"
        )
        triggers = [(name, sql) for name, sql, table in cursor.fetchall() if table in tables]
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        for table in [*tables, "sqlite_sequence"]:
            cursor.execute(f"DELETE FROM {table}")
        for _, sql in triggers:
            cursor.execute(sql)
