"""Documents of every kind that is read, made small and by hand."""

import io
import zipfile
from functools import cache

from handsel.web.base.pdf import render_pdf

WORDS = "The zebra crosses & the Übergabe is agreed"
OUTSIDE = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
"""A document type whose entity is a file of the machine."""
_SAID = WORDS.replace("&", "&amp;")


def zipped(**members: str | bytes) -> bytes:
    """A ZIP with these members; `__` in a name stands for a slash and `_xml` for its ending."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


@cache
def pdf(words: str = WORDS, *, pages: int = 1) -> bytes:
    """A PDF that says the words on each page."""
    html = '<p style="page-break-after: always">' + words.replace("&", "&amp;") + "</p>"
    return render_pdf(html * pages)


def docx(body: str = f"<w:p><w:r><w:t>{_SAID}</w:t></w:r></w:p>", *, head: str = "") -> bytes:
    """A document with this body."""
    return zipped(word__document_xml=f'{head}<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>')


def xlsx() -> bytes:
    """A workbook with a shared string, one of a cell's own, and a figure."""
    row = '<c t="s"><v>77777</v></c><c t="inlineStr"><is><t>inline words</t></is></c><c><v>1240.5</v></c>'
    return zipped(
        xl__workbook_xml="<workbook/>",
        xl__sharedStrings_xml=f"<sst><si><t>{_SAID}</t></si></sst>",
        xl__worksheets__sheet1_xml=f"<worksheet><sheetData><row>{row}</row></sheetData></worksheet>",
    )


def pptx() -> bytes:
    """A presentation with a slide and its notes."""
    paragraph = '<a:p xmlns:a="a"><a:r><a:t>{}</a:t></a:r></a:p>'
    return zipped(
        ppt__presentation_xml="<p/>",
        ppt__slides__slide1_xml=paragraph.format(_SAID),
        ppt__notesSlides__notesSlide1_xml=paragraph.format("what the speaker says"),
    )


def odf() -> bytes:
    """An OpenDocument text."""
    return zipped(
        mimetype="application/vnd.oasis.opendocument.text",
        content_xml=f'<o xmlns:t="t"><t:h>{_SAID}</t:h><t:p>and <t:span>more</t:span></t:p></o>',
    )


def billion_laughs() -> str:
    """A document type whose entities grow a thousand million times."""
    lines = ['<!ENTITY a0 "ha">', *(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))]
    return f"<!DOCTYPE w [{''.join(lines)}]>"


def endless_pdf(pages: int = 2_000_000) -> bytes:
    """A PDF whose tree of pages names the same page again and again."""
    kids = b"3 0 R " * pages
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length 30>>stream\nBT /F1 9 Tf (never) Tj ET     \nendstream",
    ]
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, io.SEEK_END)
    for number, part in enumerate(parts, start=1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, part))
    start = out.tell()
    out.write(b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start)
    return out.getvalue()
