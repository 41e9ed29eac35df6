"""Takes the pages of one paper out of a batch file: its original after a split, streams unchanged.

Must not take anything of the document along that is not of those pages: no script, action, attachment,
form, name or outline.
"""

from collections.abc import Sequence
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from digitize.copy.draft import Draft
from digitize.copy.failures import named_failures
from digitize.copy.originals import Originals
from digitize.copy.pdf_box import inherited
from digitize.copy.picture_file import picture_sheet
from digitize.copy.sheet import CannotCopy
from digitize.copy.write import add_page, save
from digitize.formats.pdf_tree import LOST
from digitize.formats.sniff import is_pdf

_PAGE = ("/Resources", "/Contents", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group", LOST)
_NOTE = ("/Rect", "/F", "/AP", "/AS", "/Border", "/BS", "/C", "/CA", "/QuadPoints", "/Name")
_ACTIVE = (
    *(Name.Link, Name.Popup, Name.FileAttachment, Name.Sound, Name.Movie),
    *(Name.Screen, Name("/3D"), Name.RichMedia),
)


def extract_pages(file: Path, pages: Sequence[int], out: Path) -> None:
    """Write a PDF of those `pages` of `file`.

    Notes and filled form fields keep their looks and lose what they do. Pages of a picture file are
    wrapped as they are. The same input gives the same bytes.

    Args:
        file: PDF or picture file.
        pages: 1-based, in the order they are to stand.
        out: file to write.

    Raises:
        PasswordRequired: `file` needs a password.
        CopyFailed: it cannot be opened or has no such page.
    """
    draft = Draft()
    with Originals() as originals, named_failures(file):
        if is_pdf(file):
            _take(draft.pdf, originals.document(file), pages)
        else:
            for page in pages:
                add_page(draft, picture_sheet(draft, originals.picture(file), file, page), b"", None)
        save(draft.pdf, out)


def _take(target: pikepdf.Pdf, source: pikepdf.Pdf, pages: Sequence[int]) -> None:
    if "/OCProperties" in source.Root:
        # Says which layers are hidden: without it, viewers would show them all.
        layers = source.make_indirect(source.Root.OCProperties)
        target.Root.OCProperties = target.copy_foreign(layers)
    for page in pages:
        if not 1 <= page <= len(source.pages):
            raise CannotCopy("no such page")
        bare = source.make_indirect(_bare(source, source.pages[page - 1].obj))
        taken = target.copy_foreign(bare)
        taken.Type = Name.Page
        target.pages.append(pikepdf.Page(taken))


def _bare(source: pikepdf.Pdf, page: pikepdf.Object) -> pikepdf.Object:
    """Return the page with what shows it and nothing else; without a type, so that it is copied whole."""
    kept = {key: value for key in _PAGE if (value := inherited(page, key)) is not None}
    bare = Dictionary(kept)
    notes = [_still(note) for note in page.get("/Annots", ()) if _has_looks(note)]
    if notes:
        bare.Annots = Array([source.make_indirect(note) for note in notes])
    return bare


def _has_looks(note: pikepdf.Object) -> bool:
    return isinstance(note, Dictionary) and "/AP" in note and note.get("/Subtype") not in _ACTIVE


def _still(note: pikepdf.Object) -> pikepdf.Object:
    """Return a note with its looks only; a form field becomes a stamp, as its form does not come along."""
    still = Dictionary({key: note[key] for key in _NOTE if key in note})
    still.Type = Name.Annot
    field = note.get("/Subtype") == Name.Widget
    still.Subtype = Name.Stamp if field else note.get("/Subtype", Name.Stamp)
    still.AP = Dictionary(N=note.AP.N) if "/N" in note.AP else Dictionary()
    return still
