"""The receipt as a PDF for the registry: what a person reads, and the receipt itself for ``dialog replay``.

Fonts are embedded, nothing is fetched, and the same receipt gives the same bytes. The receipt stands as text
in the document's keywords, from where it is read back.
"""

import base64
import io
import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from bot.texts import Texts
from dialogs.receipt import Receipt, ReceiptError, read_receipt
from knowledge.amounts import swedish_day

MARK = "inkopsbot-kvitto:"
_EMBEDDED = re.compile(rb"inkopsbot-kvitto:([A-Za-z0-9+/=]+)")
MOST_BYTES = 2_000_000
"""Larger files are no receipts."""

_FONT, _BOLD = "Vera", "VeraBd"
"""The Bitstream Vera fonts that reportlab brings, free to embed."""
_GREY = "#555555"


def to_pdf(receipt: Receipt, texts: Texts) -> bytes:
    """*receipt* as a PDF file."""
    for name in (_FONT, _BOLD):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    file = io.BytesIO()
    body = receipt.body
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=22 * mm,
        rightMargin=22 * mm,
        topMargin=20 * mm,
        bottomMargin=20 * mm,
        title=texts("receipt.title", flow=body.title, day=swedish_day(body.day)),
        author=body.organisation,
        subject=body.title,
        creator="inkopsbot",
        lang="sv-SE",
        keywords=MARK + base64.b64encode(receipt.to_json().encode()).decode(),
        invariant=1,
    )
    day = f"D:{body.written:%Y%m%d}000000Z"
    document.build(
        list(_flowables(receipt, texts)),
        onFirstPage=lambda canvas, _: canvas.setDateFormatter(lambda *_: day),
    )
    return file.getvalue()


def receipt_in(file: bytes) -> Receipt:
    """The receipt in *file*, a PDF from ``to_pdf`` or its JSON. Raises ``ReceiptError``."""
    if len(file) > MOST_BYTES:
        raise ReceiptError("Filen är för stor för att vara ett kvitto.")
    found = _EMBEDDED.search(file)
    try:
        text = base64.b64decode(found[1], validate=True).decode() if found else file.decode()
    except ValueError:
        raise ReceiptError("Filen är varken ett kvitto som PDF eller som JSON.") from None
    return read_receipt(text)


def _flowables(receipt: Receipt, texts: Texts) -> Iterator[Flowable]:
    body = receipt.body
    yield Paragraph(escape(body.organisation), _style(9, colour=_GREY))
    yield Paragraph(escape(texts("receipt.heading", flow=body.title)), _style(17, bold=True, after=6))
    yield Paragraph(
        escape(texts("receipt.day", day=swedish_day(body.day))), _style(10, colour=_GREY, after=8)
    )
    yield Paragraph(escape(body.heading), _style(12, bold=True, after=3))
    yield Paragraph(escape(body.text), _style(10, after=6))
    yield from _list(texts("receipt.because"), body.reasons)
    for heading, to_do in (("receipt.to_do", True), ("receipt.mind", False)):
        notes = tuple(f"{one.title}: {one.text}" for one in body.notes if one.to_do is to_do)
        yield from _list(texts(heading), notes)
    if body.given:
        yield _heading(texts("receipt.answers"))
        yield _table([(one.question, one.answer) for one in body.given])
    if body.amounts:
        yield _heading(texts("receipt.amounts"))
        yield _table([(one.name, one.in_words) for one in body.amounts])
    yield from _list(texts("receipt.sources"), body.sources)
    yield _heading(texts("receipt.made"))
    made = [
        (texts("receipt.written"), swedish_day(body.written)),
        (texts("receipt.flow"), f"{body.flow}, version {body.flow_version}"),
        (texts("receipt.content"), body.content_version),
        (texts("receipt.outcome"), f"{body.heading} ({body.outcome})"),
    ]
    if body.rules:
        made.append((texts("receipt.rules"), ", ".join(body.rules)))
    yield _table([*made, (texts("receipt.checksum"), receipt.checksum)])
    yield Spacer(1, 8)
    note = "receipt.private" if receipt.is_private else "receipt.note"
    yield Paragraph(escape(texts(note)), _style(8.5, colour=_GREY))


def _list(heading: str, lines: tuple[str, ...]) -> Iterator[Flowable]:
    if lines:
        yield _heading(heading)
        yield from (Paragraph(escape(f"– {line}"), _style(10, after=3, indent=10)) for line in lines)


def _heading(text: str) -> Flowable:
    return Paragraph(escape(text), _style(11, bold=True, before=9, after=4))


def _table(rows: list[tuple[str, str]]) -> Flowable:
    cells = [
        [Paragraph(escape(left), _style(9.5)), Paragraph(escape(right), _style(9.5))] for left, right in rows
    ]
    table = Table(cells, colWidths=[62 * mm, 104 * mm], hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, "#dddddd"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ]
        )
    )
    return table


def _style(
    size: float,
    *,
    bold: bool = False,
    colour: str = "#111111",
    before: float = 0,
    after: float = 0,
    indent: float = 0,
) -> ParagraphStyle:
    return ParagraphStyle(
        f"{size}{bold}{colour}{before}{after}{indent}",
        fontName=_BOLD if bold else _FONT,
        fontSize=size,
        leading=size * 1.35,
        textColor=colour,
        spaceBefore=before,
        spaceAfter=after,
        leftIndent=indent,
        firstLineIndent=-indent,
        splitLongWords=True,
    )
