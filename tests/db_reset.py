"""Emptying the tables after a test that committed, although some refuse it."""

from django.db.backends.base.base import BaseDatabaseWrapper

KEPT = {"django_migrations", "django_content_type", "auth_permission"}


def empty(connection: BaseDatabaseWrapper) -> None:
    """Delete every row that a test may have made."""
    tables = sorted(set(connection.introspection.django_table_names(only_existing=True)) - KEPT)
    if connection.vendor == "postgresql":
        _truncate(connection, tables)
    else:
        _delete(connection, tables)


def _truncate(connection: BaseDatabaseWrapper, tables: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"TRUNCATE {', '.join(tables)}, cache RESTART IDENTITY")
        cursor.execute("SET session_replication_role = DEFAULT")


def _delete(connection: BaseDatabaseWrapper, tables: list[str]) -> None:
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(%'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        for table in [*tables, "cache", "sqlite_sequence"]:
            cursor.execute(f"DELETE FROM {table}")
        for _, sql in triggers:
            cursor.execute(sql)
