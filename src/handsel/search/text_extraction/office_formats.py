"""Which parts of an office document hold text, by format."""

import re
from dataclasses import dataclass

_MAIN = r"(\.macroenabled)?(\.main)?\+xml"


@dataclass(frozen=True)
class OfficeFormat:
    """A format: which part says that a file has it, which parts hold text, and which elements of them.

    Parts are known by content type or, in a package that states none, by name. `ends` are what a word cannot
    reach across, and `hidden` holds text that was deleted under change tracking.
    """

    kind: str
    main: re.Pattern[str]
    main_name: str
    parts: re.Pattern[str]
    part_names: re.Pattern[str]
    text: frozenset[str]
    ends: frozenset[str]
    hidden: frozenset[str] = frozenset()
    skipped_cells: frozenset[str] = frozenset()


FORMATS = (
    OfficeFormat(
        "docx",
        main=re.compile(rf".*(wordprocessingml|ms-word)\.(document|template){_MAIN}"),
        main_name="word/document.xml",
        parts=re.compile(
            rf".*(wordprocessingml|ms-word)\.((document|template){_MAIN}|(header|footer|\w+notes|comments)\+xml)"
        ),
        part_names=re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"),
        text=frozenset({"t"}),
        ends=frozenset({"p", "tab", "br", "cr", "noBreakHyphen"}),
        hidden=frozenset({"del", "moveFrom"}),
    ),
    OfficeFormat(
        "xlsx",
        main=re.compile(rf".*(spreadsheetml|ms-excel)\.(sheet|template){_MAIN}"),
        main_name="xl/workbook.xml",
        parts=re.compile(r".*spreadsheetml\.(sharedstrings|worksheet|comments)\+xml"),
        part_names=re.compile(r"xl/(sharedstrings|worksheets/[^/]+|comments[^/]*)\.xml"),
        text=frozenset({"t", "v"}),
        ends=frozenset({"si", "is", "v", "comment", "rPh"}),
        skipped_cells=frozenset({"s"}),
    ),
    OfficeFormat(
        "pptx",
        main=re.compile(rf".*(presentationml|ms-powerpoint)\.(presentation|slideshow|template){_MAIN}"),
        main_name="ppt/presentation.xml",
        parts=re.compile(r".*presentationml\.(slide|notesslide)\+xml"),
        part_names=re.compile(r"ppt/(slides|notesslides)/[^/]+\.xml"),
        text=frozenset({"t"}),
        ends=frozenset({"p", "br"}),
    ),
    OfficeFormat(
        "odf",
        main=re.compile(r"(?!)"),
        main_name="content.xml",
        parts=re.compile(r"(?!)"),
        part_names=re.compile(r"content\.xml"),
        text=frozenset({"p", "h"}),
        ends=frozenset({"p", "h", "tab", "line-break", "s"}),
        hidden=frozenset({"tracked-changes"}),
    ),
)
