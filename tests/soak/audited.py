"""A house of a soak on either database, and its audit."""

import subprocess
from contextlib import ExitStack

import pytest

from tests.postgres import binary, running_cluster
from tests.soak.house import handsel_command


def database_settings(vendor: str, stack: ExitStack) -> dict[str, str]:
    """The setting of a database of its own; skips the test where PostgreSQL is not installed."""
    if vendor == "sqlite":
        return {}
    try:
        binary("initdb")
    except SystemExit as reason:
        pytest.skip(str(reason))
    return {"HANDSEL_DATABASE_URL": stack.enter_context(running_cluster(durable=True)).address}


def assert_in_order(environment: dict[str, str]) -> None:
    """Fail with every fault that the audit names."""
    command = [handsel_command(), "audit"]
    audit = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    faults = [line for line in audit.stdout.splitlines() if not line.startswith("ok ")]
    assert (audit.returncode, faults) == (0, ["The house is in order."])
