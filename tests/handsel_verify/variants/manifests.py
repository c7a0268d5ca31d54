"""Manifests that are written otherwise, each signed by the house as it is."""

import json

from tests.handsel_verify.variants.goods import Facts
from tests.handsel_verify.variants.spoiling import Spoil, Variant, manifest

NOT_ONE = "the manifest is not one of handsel-bundle/1: "


def changed_to(**facts: object) -> Spoil:
    return manifest(lambda fields: fields | facts)


def members(**named: object) -> Spoil:
    return manifest(lambda fields: fields | {"members": fields["members"] | named})


def without(name: str) -> Spoil:
    return manifest(lambda fields: {key: value for key, value in fields.items() if key != name})


def unnamed(name: str) -> Spoil:
    def changed(fields: Facts) -> Facts:
        return fields | {"members": {key: value for key, value in fields["members"].items() if key != name}}

    return manifest(changed)


def text(old: str, new: str) -> Spoil:
    def changed(fields: Facts) -> bytes:
        assert old in json.dumps(fields)
        return json.dumps(fields).replace(old, new, 1).encode()

    return manifest(changed)


MANIFESTS = [
    Variant("a manifest that says more", changed_to(more=[1, None])),
    Variant("a manifest without its subject", without("about")),
    Variant("a file left out that nobody brought", changed_to(left_out={"ab" * 32: "it was lost"})),
    Variant("an older one, in which nothing can be withheld", without("withheld")),
    Variant("an entry withheld that is there", changed_to(withheld={"1": "it is about you"})),
    Variant(
        "what is withheld as an array", changed_to(withheld=["1"]), NOT_ONE + "it does not say what is there"
    ),
    Variant(
        "no reason to withhold", changed_to(withheld={"1": 5}), NOT_ONE + "it does not say what is there"
    ),
    Variant("another format", changed_to(format="handsel-bundle/2"), NOT_ONE + "it names another format"),
    Variant("no format", without("format"), NOT_ONE + "it names another format"),
    Variant("entries as text", changed_to(entries="3"), NOT_ONE + "it does not say how many"),
    Variant("entries that are true", changed_to(entries=True), NOT_ONE + "it does not say how many"),
    Variant("entries as a fraction", text('"entries": 3', '"entries": 3.0'), "no number like 3.0"),
    Variant("more entries", changed_to(entries=4), "the site signed for 4 entries, the bundle has 3"),
    Variant(
        "a head in capitals",
        manifest(lambda fields: fields | {"head": fields["head"].upper()}),
        NOT_ONE + "something",
    ),
    Variant("another head", changed_to(head="ab" * 32), "the last entry is not the one that was signed for"),
    Variant("no head", changed_to(head=None), NOT_ONE + "something that should be 32 bytes"),
    Variant(
        "nothing said of what is left out", without("left_out"), NOT_ONE + "it does not say what is there"
    ),
    Variant(
        "what is left out as an array", changed_to(left_out=[]), NOT_ONE + "it does not say what is there"
    ),
    Variant(
        "a number for a reason",
        changed_to(left_out={"ab" * 32: 5}),
        NOT_ONE + "it does not say what is there",
    ),
    Variant(
        "a name left out",
        changed_to(left_out={"plan.pdf": "lost"}),
        NOT_ONE + "something that should be 32 bytes",
    ),
    Variant("members as an array", changed_to(members=[]), NOT_ONE + "it does not say what is there"),
    Variant("a member that is a number", members(more=7), NOT_ONE + "it does not say what is there"),
    Variant("a member that is not there", members(**{f"files/{'ab' * 32}": "ab" * 32}), "is missing"),
    Variant("a member of another sort", members(toString="ab" * 32), NOT_ONE + "it names a member that no"),
    Variant("a digest in capitals", members(more="AB" * 32), NOT_ONE + "something that should be 32 bytes"),
    Variant("the entries not named", unnamed("entries.jsonl"), "entries.jsonl was added to the bundle"),
    Variant(
        "a manifest of itself",
        members(**{"manifest.json": "ab" * 32}),
        NOT_ONE + "it names a member that no bundle has",
    ),
    Variant("made at no time", changed_to(made_at="then"), NOT_ONE + "a time in it is none"),
    Variant("made, and nobody says when", without("made_at"), NOT_ONE + "a time in it is none"),
    Variant(
        "made at a time without zone",
        changed_to(made_at="2026-03-02T17:00:00"),
        NOT_ONE + "a time in it is none",
    ),
    Variant("made in the year 1", changed_to(made_at="0001-01-01T00:00:00+00:00")),
    Variant(
        "made in the year 1, before what is not in the log",
        changed_to(made_at="0001-01-01T00:00:00+00:00"),
        of="waiting",
    ),
    Variant(
        "made a day after what is not in the log",
        changed_to(made_at="2026-03-03T17:00:00+00:00"),
        "it is old",
        "waiting",
    ),
    Variant("an hour after", changed_to(made_at="2026-03-02T18:00:00+00:00"), of="waiting"),
    Variant(
        "an hour and a moment after",
        changed_to(made_at="2026-03-02T18:00:00.000001+00:00"),
        "it is old",
        "waiting",
    ),
    Variant("NaN in it", text('"entries"', '"more": NaN, "entries"'), "no number like NaN"),
    Variant("a name in it twice", text('"entries"', '"entries": 1, "entries"'), "it has a name twice"),
    Variant(
        "a member in it twice", text('"index.html"', '"index.html": "", "index.html"'), "it has a name twice"
    ),
    Variant(
        "a mark before it",
        manifest(lambda fields: b"\xef\xbb\xbf" + json.dumps(fields).encode()),
        "it is no JSON",
    ),
    Variant(
        "in UTF-16", manifest(lambda fields: json.dumps(fields).encode("utf-16")), "it is no text in UTF-8"
    ),
    Variant("in UTF-8 with blanks", manifest(lambda fields: json.dumps(fields, indent=2).encode())),
    Variant("not JSON", manifest(lambda fields: b"nonsense"), NOT_ONE + "it is no JSON"),
    Variant(
        "an array of it",
        manifest(lambda fields: json.dumps([fields]).encode()),
        NOT_ONE + "it names another format",
    ),
    Variant(
        "too deep", text('"entries"', f'"more": {"[" * 101}{"]" * 101}, "entries"'), NOT_ONE + "it is nested"
    ),
]
