"""Entries that are written otherwise, in a bundle that the house has signed as it is."""

from handsel_verify.strict_json import DEPTH_MAX
from tests.handsel_verify.variants.goods import Facts
from tests.handsel_verify.variants.spoiling import Spoil, Variant, anew, entry, record, texts

NOT_WRITTEN = "it is not written as an entry: "


def field(path: str, change: object) -> Spoil:
    """Entry 2 with another value at a place like `leaf.index`; a function is given what was there."""

    def changed(fields: Facts) -> Facts:
        inside, (*way, last) = fields, path.split(".")
        for step in way:
            inside = inside[step]
        inside[last] = change(inside[last]) if callable(change) else change
        return fields

    return entry(2, changed)


def more(text: str) -> Spoil:
    """Entry 2 with more in it, as it is written."""
    return texts(2, "{", "{" + text + ",")


def without(name: str) -> Spoil:
    return entry(2, lambda fields: {key: value for key, value in fields.items() if key != name})


def nested(depth: int) -> Facts:
    """Content whose line nests so many objects, itself and the entry counted."""
    content: Facts = {}
    for _ in range(depth - 2):
        content = {"in": content}
    return content


LINES = [
    Variant("the entries as they are", record(bytes)),
    Variant(
        "a blank line between", record(lambda data: data.replace(b"\n", b"\n\n", 1)), "entry 2: it is not wri"
    ),
    Variant("a blank line first", record(lambda data: b"\n" + data), "entry 1: it is not wri"),
    Variant("a blank line last", record(lambda data: data + b"\n"), "entry 4: it is not wri"),
    Variant("a line of blanks", record(lambda data: data + b" \n"), "entry 4: it is not wri"),
    Variant("no end of the last line", record(lambda data: data[:-1]), "entry 3: its line does not end"),
    Variant("blanks within a line", record(lambda data: data.replace(b'":', b'" :\t'))),
    Variant("ends of lines with a return", record(lambda data: data.replace(b"\n", b"\r\n"))),
    Variant(
        "a mark of the order of bytes", record(lambda data: b"\xef\xbb\xbf" + data), "entry 1: it is not wri"
    ),
    Variant("UTF-16", record(lambda data: data.decode().encode("utf-16-le")), "entry 1: it is not wri"),
    Variant("bytes that are no text", record(lambda data: data + b"\xff\n"), "entry 4: it is not wri"),
    Variant("no entries", record(lambda data: b""), "the site signed for 3 entries, the bundle has 0"),
    Variant(
        "a line too long",
        record(lambda data: data + b" " * 2**24 + b"\n"),
        "entry 4: it is longer than 16,777,216",
    ),
    Variant("an array", entry(2, lambda fields: "[]"), "it has other fields"),
    Variant("nothing", entry(2, lambda fields: "null"), "it has other fields"),
]

JSON = [
    Variant("another field", more('"words":"x"'), NOT_WRITTEN + "it has other fields"),
    Variant("a field gone", without("salt"), NOT_WRITTEN + "it has other fields"),
    Variant("no place said", without("leaf"), NOT_WRITTEN + "it has other fields"),
    Variant(
        "a field with a comma", entry(2, lambda fields: {"content,hash": 1, **fields}), "it has other fields"
    ),
    Variant("another prototype", more('"__proto__":{"leaf":null}'), "it has other fields"),
    Variant("a content before the content", more('"content":{"words":"x"}'), "it has a name twice"),
    Variant(
        "a number before the number", texts(2, '"number":2', '"number":9,"number":2'), "it has a name twice"
    ),
    Variant(
        "a name twice, once escaped", texts(2, '"kind":', '"\\u006bind":"x","kind":'), "it has a name twice"
    ),
    Variant(
        "a name twice within", texts(2, '"words":', '"words":"Not here.","words":'), "it has a name twice"
    ),
    Variant("an escaped letter", texts(2, "Here", "\\u0048ere")),
    Variant("an escaped slash", texts(2, "plan.pdf", "plan\\u002epdf")),
    Variant("half a letter", texts(2, "Here", "\\ud800ere"), NOT_WRITTEN + "it is no text"),
    Variant("half a letter in a name", texts(2, '"words"', '"\\udc00"'), NOT_WRITTEN + "it is no text"),
    Variant("a control within a text", texts(2, "Here", "\x01ere"), NOT_WRITTEN + "it is no JSON"),
    Variant("a comma too many", texts(2, "}],", "},],"), NOT_WRITTEN + "it is no JSON"),
    Variant("something behind", entry(2, lambda fields: "{} {}"), NOT_WRITTEN + "it is no JSON"),
    Variant("a line cut off", entry(2, lambda fields: '{"header'), NOT_WRITTEN + "it is no JSON"),
    Variant("a fraction", texts(2, '"size":', '"more":1.5,"size":'), "no number like 1.5"),
    Variant("an exponent", texts(2, '"number":2', '"number":2e0'), "no number like 2e0"),
    Variant("a whole fraction", texts(2, '"number":2', '"number":2.0'), "no number like 2.0"),
    Variant("a number without end", texts(2, '"size":', '"more":1e999,"size":'), "no number like 1e999"),
    Variant("less than nothing", texts(2, '"size":', '"more":-0,"size":'), "no number like -0"),
    Variant("no number", texts(2, '"size":', '"more":NaN,"size":'), "no number like NaN"),
    Variant("infinity", texts(2, '"size":', '"more":-Infinity,"size":'), "no number like -Infinity"),
    Variant(
        "a number too large", texts(2, '"size":', '"more":9007199254740992,"size":'), "no number like 9007"
    ),
    Variant(
        "a number of 5,000 digits", texts(2, '"size":', f'"more":{"9" * 5000},"size":'), "no number like 9999"
    ),
    Variant("a zero before it", texts(2, '"number":2', '"number":02'), NOT_WRITTEN),
    Variant(
        "nested 5,000 deep",
        texts(2, '"size":', f'"more":{"[" * 5000}{"]" * 5000},"size":'),
        "nested too deeply",
    ),
    Variant(
        "nested just too deep",
        anew(nested(DEPTH_MAX + 1)),
        "entry 1: it is not written as an entry: it is nested",
    ),
    Variant("nested as deep as may be", anew(nested(DEPTH_MAX))),
]

HEADERS = [
    Variant("a number as text", field("header.number", "2"), "its header has other fields"),
    Variant("a number that is true", field("header.number", True), "its header has other fields"),
    Variant("a kind that is none", field("header.kind", 7), "its header has other fields"),
    Variant("a header with more", texts(2, '"kind"', '"more":1,"kind"'), "its header has other fields"),
    Variant("an identifier that is none", field("header.actor", "ada"), "an identifier is not"),
    Variant("an identifier in capitals", field("header.id", str.upper), "an identifier is not"),
    Variant("a chain without a name", field("header.chain", ""), "an identifier is not"),
    Variant(
        "a time that is none",
        field("header.at", "then"),
        "entry 2: it is not written as an entry: a time in it is",
    ),
    Variant("a time without zone", field("header.at", "2026-03-02T17:00:00"), "a time in it is none"),
    Variant("a time elsewhere", field("header.at", "2026-03-02T18:00:00+01:00"), "a time in it is none"),
    Variant(
        "a day that no month has", field("header.at", "2026-02-30T17:00:00+00:00"), "a time in it is none"
    ),
    Variant("a year that is none", field("header.at", "0000-01-01T00:00:00+00:00"), "a time in it is none"),
    Variant(
        "an hour that no day has", field("header.at", "2026-03-02T24:00:00+00:00"), "a time in it is none"
    ),
    Variant("a time as a number", field("header.at", 1_772_470_800), "a time in it is none"),
    Variant(
        "another time", field("header.at", "2026-03-02T17:00:01+00:00"), "its header does not match its hash"
    ),
    Variant(
        "a hash in capitals", field("hash", str.upper), NOT_WRITTEN + "something that should be 32 bytes"
    ),
    Variant(
        "a salt in capitals", field("salt", str.upper), NOT_WRITTEN + "something that should be 32 bytes"
    ),
    Variant(
        "a salt with a blank", field("salt", lambda salt: f"{salt[:2]} {salt[2:]}"), "should be 32 bytes"
    ),
    Variant("a salt too short", field("salt", lambda salt: salt[2:]), "should be 32 bytes"),
    Variant("a salt that is a number", field("salt", 7), "should be 32 bytes"),
    Variant("a commitment in capitals", field("header.commitment", str.upper), "should be 32 bytes"),
    Variant(
        "a previous hash with a line",
        field("header.previous", lambda text: text + "\n"),
        "should be 32 bytes",
    ),
]

PLACES = [
    Variant("a salt of a leaf in capitals", field("leaf.salt", str.upper), "should be 32 bytes"),
    Variant(
        "a leaf with more", texts(2, '"index"', '"more":1,"index"'), "its place in the log has other fields"
    ),
    Variant("a leaf that is false", field("leaf", False), "its place in the log has other fields"),
    Variant("a leaf that is an array", field("leaf", []), "its place in the log has other fields"),
    Variant("a leaf as text", field("leaf.index", str), "its place in the log is none"),
    Variant("a leaf that is true", field("leaf.index", True), "its place in the log is none"),
    Variant("a leaf before the first", field("leaf.index", -1), "its proof does not lead"),
    Variant("another leaf", field("leaf.index", 2), "its proof does not lead"),
    Variant("a proof as text", field("leaf.proof", "AAAA"), "its place in the log is none"),
    Variant(
        "a proof without end", field("leaf.proof", lambda steps: steps * 33), "its place in the log is none"
    ),
    Variant(
        "a step too many", field("leaf.proof", lambda steps: [*steps, steps[0]]), "its proof does not lead"
    ),
    Variant("an empty step", field("leaf.proof", lambda steps: [*steps, ""]), "a hash has not 32 bytes"),
    Variant(
        "a step with a line",
        field("leaf.proof", lambda steps: [steps[0][:4] + "\n" + steps[0][4:], *steps[1:]]),
        "should be base64",
    ),
    Variant(
        "a step unpadded", field("leaf.proof", lambda steps: [steps[0][:-1], *steps[1:]]), "should be base64"
    ),
    Variant(
        "a step with bits behind",
        field("leaf.proof", lambda steps: [steps[0][:-2] + "B=", *steps[1:]]),
        "should be base64",
    ),
    Variant("a step that is a number", field("leaf.proof", [7]), "should be base64"),
    Variant(
        "not in the log, before one that is",
        field("leaf", None),
        "it is in the log, and one before it is not",
    ),
]

CONTENTS = [
    Variant("other words", texts(2, "Here", "There"), "its content does not match its commitment"),
    Variant(
        "no content",
        entry(2, lambda fields: fields | {"content": None, "salt": None}),
        "but no entry erased it",
    ),
    Variant("a salt without content", field("content", None), "its content and salt do not go together"),
    Variant("a content that is an array", field("content", []), "its content and salt do not go together"),
    Variant("a content that is a text", field("content", "words"), "its content and salt do not go together"),
    Variant("said anew", anew({"words": "Never said."})),
    Variant("said anew without words", anew({})),
    Variant(
        "names in their order",
        anew({"\U0001f600": 1, "\ufb33": 2, "é": 3, "1": 4, "": 5, "__proto__": {"a": 6}}),
    ),
    Variant("letters of all sorts", anew({"words": '\x7f\x80\u2028\u2029\ufeff\\/"\b\f\n\r\t\x1f😀'})),
    Variant(
        "a file that is not there",
        anew({"f": {"sha256": "ab" * 32, "size": 1, "name": "q"}}),
        "its file abab",
    ),
    Variant(
        "a file called like a member",
        anew({"f": {"sha256": "index.html", "size": 1}}),
        "its file index.html is",
    ),
    Variant(
        "a file called like a method",
        anew({"f": [{"sha256": "toString", "size": 1}]}),
        "its file toString is",
    ),
    Variant("a file without a size", anew({"f": [{"sha256": "ab" * 32, "name": "q"}]})),
    Variant(
        "another chain", anew({}, chain="00000000-0000-0000-0000-000000000000"), "belongs to another chain"
    ),
    Variant(
        "old, and not in the log",
        anew({}, at="2026-03-02T15:59:59.999999+00:00"),
        "entry 1: it is old, and not",
    ),
    Variant("just not too old", anew({}, at="2026-03-02T16:00:00+00:00")),
    Variant(
        "done in the year 1",
        anew({}, at="0001-01-01T00:00:00+00:00"),
        "entry 1: it is old, and not in the log",
    ),
    Variant("done in the year 9999", anew({}, at="9999-12-31T23:59:59.999999+00:00")),
    Variant("an erasure by the house", anew({"entry": 1}, 4), of="erased"),
    Variant("an erasure of another entry", anew({"entry": 2}, 4), "its content is gone, but no", "erased"),
    Variant("an erasure of what is true", anew({"entry": True}, 4), "its content is gone, but no", "erased"),
    Variant("an erasure in words", anew({"entry": "1"}, 4), "its content is gone, but no", "erased"),
    Variant(
        "an erasure of another kind",
        anew({"entry": 1}, 4, kind="word.said"),
        "but no entry erased it",
        "erased",
    ),
]

ENTRIES = [*LINES, *JSON, *HEADERS, *PLACES, *CONTENTS]
