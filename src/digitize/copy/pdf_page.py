"""A page of a PDF as a sheet: rebuilt from its pictures, or drawn where it shows more than pictures.

Must not take anything else of the original over: no script, annotation, layer, text or metadata.
"""

from collections.abc import Callable

import pikepdf
import pypdfium2
from pikepdf import Name

from digitize.copy.draft import Draft
from digitize.copy.matrix import Matrix
from digitize.copy.paint import NotPictures, painted
from digitize.copy.pdf_box import PageBox, page_box
from digitize.copy.pdf_picture import carry
from digitize.copy.render import draw_page, embed_drawn
from digitize.copy.sheet import LONGEST, SHORTEST, CannotCopy, Fate, Placed, Sheet, worst_fate
from digitize.formats.pdf_tree import LOST

_UNSEEN = (Name.Link, Name.Popup)
_HIDDEN, _NO_VIEW = 1 << 1, 1 << 5
_ODD = (
    *(NotPictures, pikepdf.PdfError, pikepdf.ForeignObjectError, OSError),
    *(ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RuntimeError),
)
"""What damaged or unusual content raises; a viewer's drawing is then the truth."""


def pdf_sheet(
    draft: Draft, document: pikepdf.Pdf, page: int, drawn: Callable[[], pypdfium2.PdfDocument]
) -> Sheet:
    """Rebuild or draw a page.

    Args:
        draft: the copy.
        document: the original.
        page: 1-based.
        drawn: opens the original for drawing; only called for pages that need it.

    Raises:
        CannotCopy: there is no such page, it is lost, or of no size that PDF allows.
    """
    if not 1 <= page <= len(document.pages):
        raise CannotCopy("no such page")
    source = document.pages[page - 1].obj
    if LOST in source:
        raise CannotCopy("page lost")
    box = page_box(source)
    if not (min(box.width, box.height) >= SHORTEST and max(box.width, box.height) <= LONGEST):
        raise CannotCopy("page size")
    try:
        return _rebuilt(draft, source, box)
    except _ODD:
        return _drawn(draft, drawn(), page, box)


def _rebuilt(draft: Draft, source: pikepdf.Object, box: PageBox) -> Sheet:
    if _has_visible_annotations(source):
        raise NotPictures("notes")
    placed, fates = [], []
    for picture in painted(source, box):
        carried, fate = carry(draft, picture.image)
        placed.append(Placed(carried, picture.matrix, picture.fill))
        fates.append(fate)
    return Sheet(box.width, box.height, tuple(placed), worst_fate(fates))


def _drawn(draft: Draft, document: pypdfium2.PdfDocument, page: int, box: PageBox) -> Sheet:
    picture = embed_drawn(draft, draw_page(document, page, box.unit))
    whole = Matrix(box.width, 0, 0, box.height, 0, 0)
    return Sheet(box.width, box.height, (Placed(picture, whole),), Fate.RENDERED)


def _has_visible_annotations(source: pikepdf.Object) -> bool:
    """Say whether a viewer shows notes, stamps or filled fields on the page."""
    found = source.get("/Annots", ())
    return any(isinstance(note, pikepdf.Dictionary) and _is_seen(note) for note in found)


def _is_seen(note: pikepdf.Object) -> bool:
    if note.get("/Subtype") in _UNSEEN or int(note.get("/F", 0)) & (_HIDDEN | _NO_VIEW):
        return False
    if note.get("/Subtype") == Name.Widget and "/AP" not in note:
        return False
    left, bottom, right, top = (float(value) for value in note.get("/Rect", (0, 0, 0, 0)))
    return left != right and bottom != top
