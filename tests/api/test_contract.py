"""The API keeps what its published description says, whatever is sent to it."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection

from handsel.api.urls import api
from handsel.people.models import Person
from tests.api.connected import tracker_of
from tests.simulated_tracker import SimulatedTracker

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
EXAMPLES = 10
OPERATIONS = sorted(
    operation["operationId"]
    for path in api.get_openapi_schema()["paths"].values()
    for operation in path.values()
)
UNCHECKED = {"segments": [negative_data_rejection]}
"""What is not checked of an operation: query parameters that none declares are passed over."""
SETTINGS = settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def contract(db: None) -> Iterator[Any]:
    """The description, as the site serves it; requests leave the connection of the test open."""
    served, signals = get_wsgi_application(), (request_started, request_finished)

    def stays_connected(environ: Any, start_response: Any) -> Any:
        for signal in signals:
            signal.disconnect(close_old_connections)
        return served(environ, start_response)

    yield schemathesis.openapi.from_wsgi("/api/", stays_connected)
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def tracker(ben: Person) -> SimulatedTracker:
    return tracker_of(ben)


@pytest.mark.parametrize("mode", GenerationMode)
@pytest.mark.parametrize("name", OPERATIONS)
def test_each_operation_answers_as_it_is_described(
    contract: Any, tracker: SimulatedTracker, name: str, mode: GenerationMode
) -> None:
    operation = contract.find_operation_by_id(name)

    @given(case=operation.as_strategy(mode))
    @SETTINGS
    def answers(case: Any) -> None:
        headers = {"Authorization": f"Bearer {tracker.access}"}
        case.call_and_validate(headers=headers, excluded_checks=UNCHECKED.get(name, []))

    answers()


@pytest.mark.parametrize("name", OPERATIONS)
def test_without_a_token_no_operation_answers(contract: Any, name: str) -> None:
    operation = contract.find_operation_by_id(name)

    @given(case=operation.as_strategy())
    @SETTINGS
    def answers(case: Any) -> None:
        assert case.call(headers={"Authorization": "Bearer none"}).status_code == 401

    answers()
