"""Proofs of single entries that are written otherwise."""

import json

from tests.handsel_verify.variants.goods import Facts
from tests.handsel_verify.variants.spoiling import Spoil, Variant, proof

NOT_WRITTEN = "it is not written as an entry: "


def field(path: str, change: object) -> Spoil:
    """A proof with another value at a place like `entry.leaf.index`; a function is given what was there."""

    def changed(fields: Facts) -> Facts:
        inside, (*way, last) = fields, path.split(".")
        for step in way:
            inside = inside[step]
        inside[last] = change(inside.get(last)) if callable(change) else change
        return fields

    return proof(changed)


def text(old: str, new: str) -> Spoil:
    def changed(fields: Facts) -> str:
        assert old in json.dumps(fields)
        return json.dumps(fields).replace(old, new, 1)

    return proof(changed)


PROOFS = [
    Variant(name, spoil, why, of, "json")
    for name, spoil, why, of in [
        ("a proof as it is", proof(dict), None, "plain"),
        ("a proof of what was erased", proof(dict), None, "erased"),
        ("a proof with a witness", proof(dict), None, "witnessed"),
        ("a proof over many lines", proof(lambda fields: json.dumps(fields, indent=2)), None, "plain"),
        (
            "a proof without its content",
            field("entry", lambda e: e | {"content": None, "salt": None}),
            None,
            "plain",
        ),
        ("a proof with more", field("more", 1), "", "plain"),
        (
            "a proof without a key",
            proof(lambda fields: {k: v for k, v in fields.items() if k != "key"}),
            "",
            "plain",
        ),
        (
            "a proof of an entry with more",
            field("entry.words", "x"),
            NOT_WRITTEN + "it has other fields",
            "plain",
        ),
        (
            "a proof of a header with more",
            field("entry.header.more", 1),
            NOT_WRITTEN + "its header has",
            "plain",
        ),
        (
            "a proof of another number",
            field("entry.header.number", 99),
            "its header does not match its hash",
            "plain",
        ),
        (
            "a proof of a number as text",
            field("entry.header.number", "1"),
            NOT_WRITTEN + "its header",
            "plain",
        ),
        ("a proof without a place", field("entry.leaf", None), "entry 1: it is not in the log yet", "plain"),
        ("a proof of another place", field("entry.leaf.index", 7), "its proof does not lead", "plain"),
        (
            "a proof of a place as text",
            field("entry.leaf.index", str),
            "its place in the log is none",
            "plain",
        ),
        ("a proof of other words", field("entry.content.words", "x"), "its content does not match", "plain"),
        ("a proof of a content that is none", field("entry.content", []), "its content and salt", "plain"),
        (
            "a proof of a content of nothing",
            field("entry.content", {}),
            "its content does not match",
            "plain",
        ),
        ("a proof with a salt in capitals", field("entry.salt", str.upper), "should be 32 bytes", "plain"),
        (
            "a proof of an entry that is none",
            field("entry", []),
            NOT_WRITTEN + "it has other fields",
            "plain",
        ),
        (
            "a proof at no time",
            field("entry.header.at", "then"),
            NOT_WRITTEN + "a time in it is none",
            "plain",
        ),
        (
            "a proof with a mark before its key",
            field("key", lambda key: f"\ufeff{key}"),
            "the key is not",
            "plain",
        ),
        ("a proof with a line behind its key", field("key", lambda key: f"{key}\n"), None, "plain"),
        (
            "a proof with blanks around its key",
            field("key", lambda key: f" {key} "),
            "the key is not an",
            "plain",
        ),
        ("a proof with a key that is none", field("key", 7), "the key is not an Ed25519 key", "plain"),
        ("a proof with another key", field("key", lambda key: key[:-2] + "A="), "the key", "plain"),
        ("a proof with a line more", field("checkpoint", lambda note: note + "\n"), "", "plain"),
        ("a proof without a checkpoint", field("checkpoint", None), "the note has no signatures", "plain"),
        ("a proof with a checkpoint in capitals", field("checkpoint", str.upper), "", "plain"),
        ("a proof with half a letter", field("checkpoint", "\ud800"), "it is no text in UTF-8", "plain"),
        ("a proof with a name twice", text('"key"', '"key": "x", "key"'), "it has a name twice", "plain"),
        ("a proof with a fraction", text('"number": 1', '"number": 1.0'), "no number like 1.0", "plain"),
        (
            "a proof with a mark before it",
            proof(lambda fields: b"\xef\xbb\xbf" + json.dumps(fields).encode()),
            "no JSON",
            "plain",
        ),
        (
            "a proof in UTF-16",
            proof(lambda fields: json.dumps(fields).encode("utf-16")),
            "it is no text",
            "plain",
        ),
        ("a proof that is none", proof(lambda fields: "nonsense"), "it is no JSON", "plain"),
        ("a proof too deep", proof(lambda fields: "[" * 200_000), "it is nested too deeply", "plain"),
    ]
]
