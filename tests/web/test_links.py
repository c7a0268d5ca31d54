"""No dead links: every link on a page that a person sees answers."""

import re
from html import unescape
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest

from handsel.people.models import Person
from handsel.record.log.writer import write_log
from tests import factories
from tests.web.scenario import signed_in, work_all, world_of

LINK = re.compile(r'\s(?:href|action)="([^"]+)"')
ELSEWHERE = ("http:", "https:", "mailto:", "#", "data:", "otpauth:")
POSTED = re.compile(r'<form[^>]*method="post"[^>]*action="([^"]+)"')


@pytest.mark.one_database
@pytest.mark.usefixtures("frozen_clock")
@pytest.mark.parametrize("who", ["ada", "ben"])
def test_every_link_that_somebody_is_shown_answers(who: str, ada: Person, ben: Person, settings: Any) -> None:
    world_of(ada, ben)
    factories.worked(factories.hourly_bound(ada, ben))
    work_all()
    write_log()
    client = signed_in({"ada": ada, "ben": ben}[who])
    waiting, seen = ["/"], {"/"}
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        assert answer.status_code in (200, 302), f"{address}: {answer.status_code}"
        if answer.streaming or "html" not in answer["Content-Type"]:
            b"".join(answer)
            continue
        page = answer.content.decode()
        posted = set(POSTED.findall(page))
        for link in LINK.findall(page):
            target = urljoin(address, urldefrag(unescape(link))[0])
            if (
                link.startswith(ELSEWHERE)
                or link in posted
                or target in seen
                or target.startswith("/static/")
            ):
                continue
            seen.add(target)
            waiting.append(target)
    assert len(seen) > 40
