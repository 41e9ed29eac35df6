"""Builds the PDF/A-2u copy of a paper from the pages of its originals.

Must not know how the words were read, nor sign anything; runs in the reader's child.
Source: ISO 19005-2; Decree 30/2020/NĐ-CP, appendix I.
"""

from collections.abc import Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from digitize.copy.colour import srgb_profile
from digitize.copy.draft import Draft
from digitize.copy.failures import named_failures
from digitize.copy.font import InvisibleFont
from digitize.copy.originals import Originals
from digitize.copy.pdf_page import pdf_sheet
from digitize.copy.picture_file import picture_sheet
from digitize.copy.sheet import Fate, Sheet
from digitize.copy.text import invisible_text, letters_of
from digitize.copy.write import add_page, save
from digitize.copy.xmp import xmp_packet
from digitize.formats.sniff import is_pdf
from digitize.ports import CopyMetadata, CopyPage, CopyReceipt


def build_copy(pages: Sequence[CopyPage], out: Path, metadata: CopyMetadata) -> CopyReceipt:
    """Write the searchable archive copy of `pages`.

    The same originals, words and metadata give the same bytes.

    Args:
        pages: in order; each names its original, its page and its words.
        out: file to write.
        metadata: title, dates, id and properties of the copy.

    Returns:
        How many pages kept their streams, were drawn, or were converted.

    Raises:
        PasswordRequired: an original needs a password.
        TooManyPixels: a picture is a decompression bomb.
        CopyFailed: an original cannot be opened or has no such page.
    """
    draft, fates = Draft(), []
    letters = letters_of(page.words for page in pages)
    font = InvisibleFont(letters)
    font_object = font.embed(draft) if letters else None
    with Originals() as originals:
        for page in pages:
            with named_failures(page.file):
                sheet = _sheet(draft, originals, page)
            text = invisible_text(page.words, sheet, page.dpi, page.rotation, font)
            add_page(draft, sheet, text, font_object)
            fates.append(sheet.fate)
    _declare(draft, metadata, xmp_packet(metadata, len(pages), has_text=bool(letters)))
    save(draft.pdf, out)
    return CopyReceipt(
        pages=len(pages),
        streams_kept=fates.count(Fate.KEPT),
        rendered=fates.count(Fate.RENDERED),
        converted=fates.count(Fate.CONVERTED),
    )


def _sheet(draft: Draft, originals: Originals, page: CopyPage) -> Sheet:
    if is_pdf(page.file):
        return pdf_sheet(draft, originals.document(page.file), page.page, lambda: originals.drawn(page.file))
    return picture_sheet(draft, originals.picture(page.file), page.file, page.page)


def _declare(draft: Draft, metadata: CopyMetadata, packet: bytes) -> None:
    """Say in the catalogue what the file is; there is no document information beside the XMP packet."""
    pdf = draft.pdf
    root = pdf.Root
    root.Metadata = draft.stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    root.Lang = pikepdf.String("vi")
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=pikepdf.String("sRGB"),
                Info=pikepdf.String("sRGB IEC61966-2.1"),
                DestOutputProfile=draft.profile(srgb_profile(), 3),
            )
        ]
    )
    # Only the first half stays; the second becomes a hash of the content on saving.
    pdf.trailer.ID = Array([pikepdf.String(metadata.document_id), pikepdf.String(metadata.document_id)])
