"""ZIPs that say one thing here and another there, or have room for something that is not told."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.handsel_verify.variants.goods import Good
from tests.handsel_verify.variants.spoiling import Spoil, Variant, member

REZIPPED = Path(__file__).parent / "packed_anew.zip"
"""An honest bundle, unpacked and zipped again by Info-ZIP."""
ANEW = "unpacked and zipped again"
HEADER, LISTED, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
MARKED = "entries.jsonl has attributes that no bundle"
OTHER = "is another in its own header"
MISFIT = "its end does not fit the list of its members"


def number(
    sign: bytes, place: int, change: Callable[[int], int], form: str = "<H", *, streamed: bool = True
) -> Spoil:
    """The house's ZIP, or one that was not streamed, with another number behind the first such sign."""

    def spoil(good: Good) -> bytes:
        data = bytearray(good.bundle if streamed else good.zipped(good.content))
        at = (data.rfind(sign) if sign == END else data.find(sign)) + place
        struct.pack_into(form, data, at, change(*struct.unpack_from(form, data, at)))
        return bytes(data)

    return spoil


def bit(sign: bytes, place: int, mask: int, *, streamed: bool = True) -> Spoil:
    """The same with some bits turned around."""
    return number(sign, place, lambda value: value ^ mask, streamed=streamed)


def whole(change: Callable[[bytes], bytes]) -> Spoil:
    return lambda good: change(good.bundle)


def listed(extra: bytes, comment: bytes = b"") -> Spoil:
    """Something behind the first name in the list, where everything else fits it."""

    def spoil(good: Good) -> bytes:
        data = bytearray(good.bundle)
        at, end = data.find(LISTED), data.rfind(END)
        size = struct.unpack_from("<L", data, end + 12)[0] + len(extra) + len(comment)
        struct.pack_into("<L", data, end + 12, size)
        struct.pack_into("<HH", data, at + 30, len(extra), len(comment))
        behind = at + 46 + struct.unpack_from("<H", data, at + 28)[0]
        return bytes(data[:behind]) + extra + comment + bytes(data[behind:])

    return spoil


def end_64(good: Good) -> bytes:
    """An end for large archives, where none is needed."""
    data = good.bundle
    at = data.rfind(END)
    _, _, _, here, count, size, offset, _ = struct.unpack_from("<4sHHHHLLH", data, at)
    end = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, here, count, size, offset)
    return data[:at] + end + struct.pack("<4sLQL", b"PK\x06\x07", 0, at, 1) + data[at:]


def both_days(good: Good) -> bytes:
    """A member of another day, by its own header and by the list."""
    data = bytearray(good.bundle)
    for at in (data.find(HEADER) + 12, data.find(LISTED) + 14):
        struct.pack_into("<H", data, at, struct.unpack_from("<H", data, at)[0] + 1)
    return bytes(data)


def behind_name(place: int) -> Spoil:
    """Another byte in the field behind the first name."""

    def spoil(good: Good) -> bytes:
        data = bytearray(good.bundle)
        at = data.find(HEADER)
        data[at + 30 + struct.unpack_from("<H", data, at + 26)[0] + place] ^= 1
        return bytes(data)

    return spoil


def swapped(good: Good) -> bytes:
    """The members in another order, which is nobody's business."""
    return good.zipped(dict(reversed(good.content.items())))


def rezipped(good: Good, method: int, folder: str = "") -> bytes:
    """The same members as Python's own library packs them."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in good.content.items():
            archive.writestr(zipfile.ZipInfo(folder + name, (2026, 3, 2, 12, 0, 0)), content, method)
    return packed.getvalue()


ZIPS = [
    Variant("the house's ZIP", whole(bytes)),
    Variant("a ZIP that was not streamed", lambda good: good.zipped(good.content)),
    Variant("its members in another order", swapped),
    Variant("who made it", number(LISTED, 4, lambda value: 45), MARKED),
    Variant("a version that made it", number(LISTED, 4, lambda value: 63 + 3 * 256), MARKED),
    Variant("a version that reads it", number(LISTED, 6, lambda value: 63), MARKED),
    Variant("a version that reads it, by itself", number(HEADER, 4, lambda value: 63), OTHER),
    Variant("what its attributes are", bit(LISTED, 38, 16), MARKED),
    Variant("a symbolic link", number(LISTED, 38, lambda value: 0o120777 << 16, "<L"), MARKED),
    Variant("a file that runs", number(LISTED, 38, lambda value: 0o100755 << 16, "<L"), MARKED),
    Variant("no attributes", number(LISTED, 38, lambda value: 0, "<L"), MARKED),
    Variant("text, by its inner attributes", bit(LISTED, 36, 1), MARKED),
    Variant("another day, by both", both_days, MARKED),
    Variant("another sort of field behind its name", behind_name(0), OTHER),
    Variant("a size in the field behind its name", behind_name(8), OTHER),
    Variant("something before it", whole(lambda data: b"MZ" + data), ""),
    Variant(
        "something behind it",
        whole(lambda data: data + b"x"),
        "its end is missing, or something lies behind it",
    ),
    Variant(
        "a comment behind it",
        whole(lambda data: data[:-2] + b"\x05\0hello"),
        "its end is missing, or something",
    ),
    Variant("cut off", whole(lambda data: data[:-30]), "its end is missing"),
    Variant("cut in half", whole(lambda data: data[: len(data) // 2]), "its end is missing"),
    Variant("no bytes", whole(lambda data: b""), ""),
    Variant("its end alone", whole(lambda data: END + bytes(18)), ""),
    Variant("an end for large archives", end_64, MISFIT),
    Variant("another disk", bit(END, 4, 1), MISFIT),
    Variant("a list on another disk", bit(END, 6, 1), MISFIT),
    Variant("fewer members here", number(END, 8, lambda count: count - 1), MISFIT),
    Variant("fewer members", number(END, 10, lambda count: count - 1), MISFIT),
    Variant("one member fewer in both", number(END, 8, lambda both: both - 0x10001, "<L"), MISFIT),
    Variant("one member more in both", number(END, 8, lambda both: both + 0x10001, "<L"), ""),
    Variant("a list that is longer", number(END, 12, lambda size: size + 1, "<L"), MISFIT),
    Variant("a list elsewhere", number(END, 16, lambda place: place + 1, "<L"), MISFIT),
    Variant("a list beyond it", number(END, 16, lambda place: 2**31 - 1, "<L"), MISFIT),
    Variant("a comment that is said", number(END, 20, lambda size: 5), MISFIT),
    Variant("more said of a member", listed(b"\x99\x99\0\0"), ANEW),
    Variant("packed anew by another program", lambda good: REZIPPED.read_bytes(), ANEW),
    Variant("packed anew, compressed", lambda good: rezipped(good, zipfile.ZIP_DEFLATED), ANEW),
    Variant("packed anew, stored", lambda good: rezipped(good, zipfile.ZIP_STORED), ANEW),
    Variant("packed anew, in a folder", lambda good: rezipped(good, zipfile.ZIP_STORED, "job-1/"), ANEW),
    Variant("a comment on a member", listed(b"", b"hello"), "its list of members is broken"),
    Variant("a member on another disk", bit(LISTED, 34, 1), "its list of members is broken"),
    Variant("no list", bit(LISTED, 0, 1), "its list of members is broken"),
    Variant("encrypted, by the list", bit(LISTED, 8, 1), "entries.jsonl is encrypted, or marked"),
    Variant("patched, by the list", bit(LISTED, 8, 0x20), "entries.jsonl is encrypted, or marked"),
    Variant("names in UTF-8, by the list", bit(LISTED, 8, 0x800), "entries.jsonl is encrypted, or marked"),
    Variant("not streamed, by the list", bit(LISTED, 8, 8), "entries.jsonl " + OTHER),
    Variant("compressed, by the list", bit(LISTED, 10, 8), "entries.jsonl is compressed"),
    Variant("at another time, by the list", bit(LISTED, 12, 1), MARKED),
    Variant("another sum, by the list", number(LISTED, 16, lambda crc: crc ^ 1, "<L"), ""),
    Variant("packed smaller, by the list", number(LISTED, 20, lambda size: size - 1, "<L"), "is compressed"),
    Variant(
        "smaller, by the list", number(LISTED, 20, lambda both: both - (1 << 32) - 1, "<Q"), "does not begin"
    ),
    Variant(
        "too large to say, by the list",
        number(LISTED, 24, lambda size: 2**32 - 1, "<L"),
        "its list of members is",
    ),
    Variant(
        "elsewhere, by the list", number(LISTED, 42, lambda place: place + 1, "<L"), "does not begin where"
    ),
    Variant("encrypted, by itself", bit(HEADER, 6, 1), "entries.jsonl " + OTHER),
    Variant("compressed, by itself", bit(HEADER, 8, 8), "entries.jsonl " + OTHER),
    Variant(
        "another sum, by itself", number(HEADER, 14, lambda crc: crc ^ 1, "<L"), "entries.jsonl " + OTHER
    ),
    Variant(
        "another size, by itself", number(HEADER, 22, lambda size: size ^ 1, "<L"), "entries.jsonl " + OTHER
    ),
    Variant("another name, by itself", bit(HEADER, 30, 1), "entries.jsonl " + OTHER),
    Variant("more behind its name", number(HEADER, 28, lambda size: size - 1), "entries.jsonl " + OTHER),
    Variant("a sum, not streamed", number(HEADER, 14, lambda crc: crc ^ 1, "<L", streamed=False), OTHER),
    Variant("a size, not streamed", number(HEADER, 22, lambda size: size - 1, "<L", streamed=False), OTHER),
    Variant(
        "a sum in both", lambda good: _both(good, lambda crc: crc ^ 1), "entries.jsonl does not have the sum"
    ),
    Variant(
        "a sum behind it",
        number(b"PK\x07\x08", 4, lambda crc: crc ^ 1, "<L"),
        "does not begin where the member",
    ),
    Variant("a member more", member("more.txt", lambda _: b"more"), "more.txt was added to the bundle"),
    Variant("a file more", member("files/" + "00" * 32, lambda _: b"more"), "was added to the bundle"),
    Variant("a folder more", member("more/", lambda _: b""), "more/ was added to the bundle"),
    *(
        Variant(f"a member called {name}", member(name, lambda _: b"more"), f"{name} was added to the bundle")
        for name in ("__proto__", "toString", "constructor", "valueOf", "../evil")
    ),
    Variant("a name of other letters", member("é.txt", lambda _: b"more"), ""),
    Variant("a name of two lines", member("a\nb", lambda _: b"more"), "a member has a name that no bundle"),
    Variant(
        "a name cut short", member("key.txt\x01", lambda _: b"more"), "a member has a name that no bundle"
    ),
    Variant("the page changed", member("index.html", lambda _: b"more"), "index.html was changed"),
]


def _both(good: Good, change: Callable[[int], int]) -> bytes:
    """A ZIP that was not streamed, with another sum in the header and in the list."""
    data = bytearray(good.zipped(good.content))
    for at in (data.find(HEADER) + 14, data.find(LISTED) + 16):
        struct.pack_into("<L", data, at, change(*struct.unpack_from("<L", data, at)))
    return bytes(data)
