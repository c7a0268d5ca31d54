"""Keys, checkpoints and statements that are written otherwise."""

from collections.abc import Callable

from handsel_verify.notes import SIGNATURE, Key, Signature
from tests.handsel_verify.variants.goods import Good
from tests.handsel_verify.variants.spoiling import Spoil, Variant, checkpoint, member
from tests.witnessing import private, witness_signer

Change = Callable[[bytes], bytes]

WRITTEN: dict[str, tuple[Change, str]] = {
    "with returns": (lambda data: data.replace(b"\n", b"\r\n"), ""),
    "with a line more": (lambda data: data + b"\n", ""),
    "with a blank behind": (lambda data: data.rstrip(b"\n") + b" \n", ""),
    "with a mark before": (lambda data: b"\xef\xbb\xbf" + data, ""),
    "with a mark within": (lambda data: data.replace(b"localhost", b"local\xef\xbb\xbfhost"), ""),
    "with a control within": (lambda data: data.replace(b"localhost", b"local\x1fhost"), ""),
    "with a line that is none": (lambda data: data + b"junk\n", ""),
    "that is too long": (lambda data: data + b" " * 70_000, "is longer than 65"),
    "that is no text": (lambda data: data + b"\xff", "text"),
    "in capitals": (bytes.upper, ""),
    "that is empty": (lambda data: b"", ""),
}
LINES = {
    "a line that is no base64": ("— x !!!", "should be base64"),
    "a line unpadded": ("— x AAAAAAA", "should be base64"),
    "a line with bits behind": ("— x AAAAAAB=", "should be base64"),
    "a line without a signature": ("— x AAAA", "a signature under the note is empty"),
    "a line of three parts": ("— x y AAAAAAA=", "a line under the note is no signature"),
    "a line of a name with a plus": ("— x+y AAAAAAA=", "a line under the note is no signature"),
    "a line of another sort of blank": ("— x\u2028 AAAAAAA=", "a line under the note is no signature"),
    "a line with a hyphen": ("- x AAAAAAA=", "a line under the note is no signature"),
}


def below(line: str) -> Change:
    return lambda data: data + f"{line}\n".encode()


def of_another(good: Good) -> bytes:
    """The house's key, for a log of another name, for which it has signed."""
    lines = good.content["checkpoint.txt"].decode().split("\n")
    note = good.note("\n".join(["other.example", *lines[1:3], ""]))
    return good.zipped(good.content | {"checkpoint.txt": note})


def of_a_witness(good: Good) -> bytes:
    """A bundle under the key of a witness, which has signed everything as witnesses do."""
    witness = witness_signer(good.house.name)
    notes = {
        name: good.content[name].decode().rpartition("\n\n")[0] + "\n"
        for name in ("checkpoint.txt", "statement.txt")
    }
    signed = {name: f"{text}\n{witness.cosigned(text, 1)}\n".encode() for name, text in notes.items()}
    return good.zipped(good.content | signed | {"key.txt": f"{witness.key}\n".encode()})


def of_a_namesake(good: Good) -> bytes:
    """A checkpoint on which another's line stands under the house's name and id."""
    text = good.content["checkpoint.txt"].decode().rpartition("\n\n")[0] + "\n"
    line = Signature(good.house.name, good.house.key.id, private("another").sign(text.encode()))
    return good.zipped(good.content | {"checkpoint.txt": f"{text}\n{line}\n".encode()})


def of_anybody(point: int) -> Spoil:
    """A bundle under a key for which anybody can sign: nothing times its point is always the same."""

    def spoil(good: Good) -> bytes:
        key = Key(good.house.name, SIGNATURE, point.to_bytes(32, "little"))
        line = Signature(key.name, key.id, (1).to_bytes(64, "little"))
        notes = {
            name: good.content[name].rpartition(b"\n\n")[0] + f"\n\n{line}\n".encode()
            for name in ("checkpoint.txt", "statement.txt")
        }
        return good.zipped(good.content | notes | {"key.txt": f"{key}\n".encode()})

    return spoil


def size(written: str) -> Spoil:
    return checkpoint(lambda lines: [lines[0], written, lines[2]])


CHECKPOINTS = [
    Variant("a checkpoint as it is", checkpoint(list)),
    Variant("a checkpoint of another log", of_another, "the checkpoint is one of other.example"),
    Variant("a bundle of a witness", of_a_witness, "is not the key of a log"),
    Variant("a line of a namesake", of_a_namesake, "the checkpoint is not signed with the site"),
    Variant("a key for anybody", of_anybody(1), "the checkpoint is not signed with the site"),
    Variant("a key for anybody, in another sign", of_anybody(1 | 1 << 255), "the checkpoint is not signed"),
    Variant("a key for anybody, in another way", of_anybody(2**255 - 18), "the checkpoint is not signed"),
    Variant("a checkpoint that says more", checkpoint(lambda lines: [*lines, "more"])),
    Variant("a zero before the size", size("03"), "the checkpoint has no origin and size"),
    Variant("a size that is none", size("three"), "the checkpoint has no origin and size"),
    Variant("a size of 20 digits", size("9" * 20), "the checkpoint has no origin and size"),
    Variant("a size of 19 digits", size("9" * 19), "its proof does not lead to the signed checkpoint"),
    Variant("no origin", checkpoint(lambda lines: ["", *lines[1:]]), "the checkpoint has no origin and size"),
    Variant("no root", checkpoint(lambda lines: lines[:2]), "the checkpoint has no origin and size"),
    Variant("a root too short", checkpoint(lambda lines: [*lines[:2], "AAAA"]), "a hash has not 32 bytes"),
    Variant(
        "a blank before the root", checkpoint(lambda lines: [*lines[:2], f" {lines[2]}"]), "should be base64"
    ),
    Variant(
        "a root unpadded", checkpoint(lambda lines: [*lines[:2], lines[2].rstrip("=")]), "should be base64"
    ),
]

NOTES = [
    *CHECKPOINTS,
    *(
        Variant(f"{name} {how}", member(name, change), why)
        for name in ("key.txt", "checkpoint.txt", "statement.txt")
        for how, (change, why) in WRITTEN.items()
    ),
    *(
        Variant(f"{name} and {how}", member(name, below(line)), why)
        for name in ("checkpoint.txt", "statement.txt")
        for how, (line, why) in LINES.items()
    ),
    Variant("key.txt without the end of its line", member("key.txt", bytes.rstrip)),
    Variant("a line of somebody unknown", member("checkpoint.txt", below("— x AAAAAAA="))),
    Variant(
        "key.txt with another id",
        member("key.txt", lambda data: data.replace(b"+", b"+0", 1)[:-2]),
        "the key",
    ),
    Variant(
        "a key of 31 bytes",
        member("key.txt", lambda data: b"x+00000000+AQ==\n"),
        "the key is not an Ed25519 key",
    ),
]
