"""Writes sheets as PDF pages, and the PDF as a file whose bytes depend on its content only.

Must not know where sheets come from nor what the file declares.
"""

from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from digitize.copy.draft import Draft
from digitize.copy.sheet import Sheet, numbers


def add_page(draft: Draft, sheet: Sheet, text: bytes, font: pikepdf.Object | None) -> None:
    """Append `sheet` to the copy.

    Args:
        draft: the copy.
        sheet: the page.
        text: content stream of its invisible text, which names `font` /T; may be empty.
        font: None where the whole copy has no text.
    """
    names = Dictionary({f"/P{no}": placed.picture for no, placed in enumerate(sheet.placed)})
    resources = Dictionary(XObject=names) if sheet.placed else Dictionary()
    if text and font is not None:
        resources.Font = Dictionary(T=font)
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, round(sheet.width, 4), round(sheet.height, 4)]),
        Resources=resources,
        Contents=draft.stream(b"\n".join([*_paint(sheet), text])),
    )
    draft.pdf.pages.append(pikepdf.Page(draft.pdf.make_indirect(page)))


def _paint(sheet: Sheet) -> list[bytes]:
    parts = []
    for no, placed in enumerate(sheet.placed):
        colour = (
            numbers(*placed.fill) + (b" g " if len(placed.fill) == 1 else b" rg ") if placed.fill else b""
        )
        parts.append(b"q " + colour + numbers(*placed.matrix) + b" cm /P%d Do Q" % no)
    return parts


def save(pdf: pikepdf.Pdf, out: Path) -> None:
    """Write the file plainly: no stream is unpacked, ids come from the content."""
    pdf.save(
        out,
        force_version="1.7",
        deterministic_id=True,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=True,
    )
