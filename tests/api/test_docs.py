"""The examples in the pages about the API are what it takes and answers."""

import json
import re
from pathlib import Path

from django.test import Client

from handsel.api.errors import Error
from handsel.api.workroom.messages import Messages
from handsel_verify.segments import digest_of, segment_from
from tests.architecture import tracked

PAGE, MESSAGES = Path("docs/tracker-api.md"), Path("docs/messages-api.md")


def test_the_example_is_a_segment() -> None:
    shown = re.search(r"SHA-256 is `(\w+)`:\n\n```json\n(.*)\n```", tracked.text(PAGE))
    assert shown is not None
    digest, content = shown.groups()
    assert digest_of(content.encode()) == digest
    assert segment_from(content.encode()).memo == "Plate index"


def test_the_answers_about_messages_are_those_of_the_description() -> None:
    answer, error = re.findall(r"```json\n(.*?)\n```", tracked.text(MESSAGES), re.DOTALL)
    assert Messages.model_validate(json.loads(answer)).messages[0].number == 12
    assert Error.model_validate(json.loads(error)).error.code == "seems-off-platform"


def test_the_description_is_openapi_3_1(client: Client) -> None:
    described = client.get("/api/").json()
    assert re.fullmatch(r"3\.1\.\d+", described["openapi"])
    assert {"/api/v1/tracker/jobs", "/api/v1/tracker/segments/{pk}"} <= set(described["paths"])
    (scheme,) = described["components"]["securitySchemes"].values()
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
