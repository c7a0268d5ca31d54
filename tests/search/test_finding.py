"""Finding entries: by words, numbers, people, groups and dates; what is not mine is never found."""

import unicodedata
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handsel.kernel import clock
from handsel.people.models import Person
from handsel.record.actions import Actor
from handsel.record.models import Entry
from handsel.search import index_labels
from handsel.search.document import stored_text
from handsel.search.finding import COUNTED_MAX, SearchQuery, SearchScope, find_entries
from handsel.search.match_syntax import expression
from handsel.search.models import IndexedEntry
from handsel.search.queries import parse_query
from handsel.search.tokens import tokens
from handsel.work.jobs.models import Job
from handsel.work.workroom.files import keep
from handsel.work.workroom.posting import post
from tests import factories, scripts
from tests.conftest import FrozenClock
from tests.made_once import made_once
from tests.web.scenario import work_all

COVERS = (
    "handsel.search.index_labels",
    "handsel.search.match_syntax",
    "handsel.search.sort_key",
    "handsel.search.groups",
)
MESSAGES = [
    "The kroner fee is 1.4%, plus 2.50 kroner.",
    "Jørgen asks: who supplies the texts?",
    "The card fee stays at 1,240.00 a month.",
    "Fees of the card are not agreed.",
]


@pytest.fixture
@made_once
def job(frozen_clock: FrozenClock, ada: Person, ben: Person) -> Job:
    """A job in which Ada wrote each message a day after the other, and Ben brought a file."""
    job = factories.funded(ada, ben, 100)
    for words in MESSAGES:
        frozen_clock.passes(days=1)
        post(Actor(ada.pk), job, words=words, files=[])
    frozen_clock.passes(days=1)
    post(
        Actor(ben.pk), job, words="See this.", files=keep([ContentFile(b"\x00\x01", "capacity-rules_v3.pdf")])
    )
    work_all()
    return job


def words_found(person: Person, line: str, job: Job | None = None, **sought: Any) -> list[str]:
    rows = find_entries(
        SearchScope(person, job.pk if job else None), SearchQuery(parse_query(line), **sought), most=100
    ).rows
    return [row.entry.facts.get("words", row.entry.kind) for row in rows]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("kroner", [0]),
        ("KRON", [0]),
        ("kron fee", []),
        ("fee", [3, 2, 0]),
        ('"fee"', [2, 0]),
        ("card fee", [3, 2]),
        ('"card fee"', [2]),
        ("jorgen", [1]),
        ("Jørgen", [1]),
        ("1240", [2]),
        ("1,240.00", [2]),
        ("1.4%", [0]),
        ("texts supplies", [1]),
        ("nowhere", []),
        ("***", None),
    ],
)
def test_words_are_found_newest_first(line: str, expected: list[int] | None, job: Job, ada: Person) -> None:
    words = words_found(ada, line, job, group="messages")
    assert words == (
        ["See this.", *reversed(MESSAGES)] if expected is None else [MESSAGES[n] for n in expected]
    )


@pytest.mark.parametrize("line", ["capacity-rules_v3.pdf", "capacity", "rules-v3", "v3.pd", "file"])
def test_a_file_is_found_by_its_name_and_its_parts(line: str, job: Job, ada: Person) -> None:
    assert words_found(ada, line, job, group="files") == ["See this."]


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("Vance awarded", ["job.awarded"]),
        ("funded milestone $100.00", ["milestone.funded"]),
        ('"Part 1"', ["milestone.funded", "job.awarded"]),
        ("agreed to versions", []),
        ("agreed to vers", ["terms.agreed"]),
    ],
)
def test_what_the_house_says_of_an_entry_is_found(line: str, kinds: list[str], job: Job, ada: Person) -> None:
    assert words_found(ada, line, job) == kinds


@pytest.mark.parametrize("line", ["№ 2", "#2", "№2", "# 2"])
def test_an_entry_is_found_by_its_number(line: str, job: Job, ada: Person) -> None:
    rows = find_entries(SearchScope(ada, job.pk), SearchQuery(parse_query(line)), most=9).rows
    assert [row.entry.number for row in rows] == [2]


def test_a_bare_number_is_an_entry_or_a_word(job: Job, ada: Person) -> None:
    assert words_found(ada, "2", job) == [MESSAGES[2], MESSAGES[0], "terms.agreed", "job.awarded"]


def test_who_and_when_narrow(job: Job, ada: Person, ben: Person, frozen_clock: FrozenClock) -> None:
    assert words_found(ada, "", job, actor=ben.pk) == ["See this.", "terms.agreed"]
    day = timedelta(days=1)
    assert words_found(ada, "", job, since=clock.now() - day, until=clock.now()) == [MESSAGES[3]]
    assert words_found(ada, "fee", job, until=clock.now() - 3 * day) == [MESSAGES[0]]


def test_pages_follow_each_other_without_gap_or_overlap(job: Job, ada: Person) -> None:
    scope, before, numbers = SearchScope(ada), None, []
    while rows := find_entries(scope, SearchQuery(parse_query(""), before=before), most=3).rows:
        numbers += [row.entry.number for row in rows]
        before = rows[-1].pk
    assert numbers == sorted(numbers, reverse=True)
    assert len(numbers) == Entry.objects.filter(chain__subject=job.uuid).count()


def test_what_was_found_is_counted_by_group(job: Job, ada: Person) -> None:
    counted = find_entries(
        SearchScope(ada, job.pk), SearchQuery(parse_query(""), group="money", before=1), most=1
    ).tally
    assert counted.groups == {"messages": 5, "files": 1, "agreements": 2, "money": 1}
    assert (counted.all, counted.more) == (8, False)


def test_beyond_a_thousand_nothing_is_counted(job: Job, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handsel.search.finding.COUNTED_MAX", 3)
    assert COUNTED_MAX == 1000
    sought = SearchQuery(parse_query(""), group="agreements")
    result = find_entries(SearchScope(ada), sought, most=9)
    assert (result.tally.all, result.tally.more) == (3, True)
    assert [row.entry.kind for row in result.rows] == ["terms.agreed", "job.awarded"]
    earlier = find_entries(SearchScope(ada), replace(sought, before=result.rows[0].pk), most=9)
    assert [row.entry.kind for row in earlier.rows] == ["job.awarded"]


WITHOUT_BLANKS = [
    "ขอใบแจ้งหนี้ฉบับแก้ไขภายในวันศุกร์ครับ",
    "ກະລຸນາສົ່ງໃບແຈ້ງໜີ້ໃຫ້ຂ້ອຍ",
    "សូមផ្ញើវិក្កយបត្រមកខ្ញុំ",
    "請在星期五之前寄出發票",
    "المُسَوَّدَة في العـــقد",
    "נֶחְתַּם אתמול",
    "Fünf ﬁle № ㎏ Größe",
]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("ใบแจ้งหนี้", 0),
        ("วันศุกร์", 0),
        ("แก้ไข ครับ", 0),
        ("ไขแก้", None),
        ("ໃບແຈ້ງໜີ້", 1),
        ("វិក្កយបត្រ", 2),
        ("發票", 3),
        ("票發", None),
        ("المسودة", 4),
        ("العقد", 4),
        ("نחתם", None),
        ("נחתם", 5),
        ("fu\u0308nf", 6),
        ("FILE kg", 6),
        ("gro\u0308sse", 6),
    ],
)
def test_words_are_found_in_every_script(
    line: str, number: int | None, ada: Person, ben: Person, frozen_clock: FrozenClock
) -> None:
    job = factories.awarded(ada, ben)
    for words in WITHOUT_BLANKS:
        post(Actor(ada.pk), job, words=words, files=[])
    work_all()
    expected = [] if number is None else [WITHOUT_BLANKS[number]]
    assert words_found(ada, line, job, group="messages") == expected


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    texts=st.lists(st.one_of(st.text(max_size=30), scripts.texts()), min_size=1, max_size=3),
    cut=st.tuples(st.integers(0, 30), st.integers(1, 8)),
    form=st.sampled_from(("NFC", "NFD", "NFKC", "NFKD")),
)
def test_any_text_is_found_alike_by_both_databases(
    texts: list[str], cut: tuple[int, int], form: str, job: Job, ada: Person
) -> None:
    """What is expected is computed here, so that both databases are held to the same."""
    rows = list(IndexedEntry.objects.filter(job=job).order_by("-pk")[: len(texts)])
    labels = index_labels.job(job.pk)
    for row, text in zip(rows, texts, strict=True):
        row.words = stored_text([labels, *tokens(text)])
        row.save(update_fields=["words"])
    line = unicodedata.normalize(form, texts[0][cut[0] : sum(cut)])
    everything = IndexedEntry.objects.filter(job=job).order_by("-pk")
    expected = [row.pk for row in everything if _holds(row.words, line)]
    rows_found = find_entries(SearchScope(ada, job.pk), SearchQuery(parse_query(line)), most=100).rows
    assert [row.pk for row in rows_found] == expected


def test_what_is_not_mine_is_never_found(
    job: Job, ada: Person, ben: Person, eve: Person, olga: Person
) -> None:
    other = factories.funded(ada, eve, 100)
    post(Actor(eve.pk), other, words="The kroner fee of Eve.", files=[])
    work_all()
    assert words_found(ben, "kroner") == [MESSAGES[0]]
    assert words_found(eve, "kroner") == ["The kroner fee of Eve."]
    assert words_found(ada, "kroner") == ["The kroner fee of Eve.", MESSAGES[0]]
    assert words_found(olga, "kroner") == []
    assert words_found(eve, "kroner", job) == words_found(ben, "kroner", other) == []


def test_entries_of_one_instant_are_in_the_order_of_their_numbers(
    frozen_clock: FrozenClock, ada: Person, ben: Person
) -> None:
    jobs = [factories.funded(ada, ben, 100) for _ in range(3)]
    for place in range(5):
        for job in jobs:
            post(Actor(ada.pk), job, words=f"Word {place}", files=[])
    work_all()
    rows = find_entries(SearchScope(ada), SearchQuery(parse_query("")), most=100).rows
    keys = [(row.entry.number, row.job_id) for row in rows]
    assert keys == sorted(keys, reverse=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    line=st.one_of(
        st.text(max_size=40),
        scripts.texts(),
        st.text("\"'*:^()+-{}&|!<>\\%_ AaNDORETnear№#0", max_size=40),
    )
)
def test_any_line_gets_an_answer(line: str, job: Job, ada: Person) -> None:
    scope, sought = SearchScope(ada, job.pk), SearchQuery(parse_query(line))
    result = find_entries(scope, sought, most=100)
    rows = result.rows
    assert result.tally.all == len(rows)
    assert all(_holds(row.words, line) for row in rows)
    assert len(rows) == sum(
        _holds(row.words, line) for row in find_entries(scope, SearchQuery(parse_query("")), most=100).rows
    )


def _holds(words: str, line: str) -> bool:
    """The same question, asked of the kept words in Python."""
    return all(
        (term.number is not None and f" _n{term.number} " in words)
        or (bool(term.tokens) and (" " + " ".join(term.tokens) + ("" if term.begun else " ")) in words)
        for term in parse_query(line).terms
    )


def test_tokens_reach_the_index_between_quotes() -> None:
    assert (
        expression("sqlite", parse_query('"card fee" 12'), [["_j1"]])
        == '("_j1") AND (("card" AND "fee")) AND ("_n12" OR "12"*)'
    )
    assert expression("postgresql", parse_query("fe"), [["_p1", "_p2"]]) == "('_p1' | '_p2') & ('fe':*)"
