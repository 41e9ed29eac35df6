"""The tree of a PDF's pages, mended where each library would number its pages in another way.

PDFium believes /Count, qpdf drops what is no page, and pdfminer drops what stands twice as well.
Must not mend anything else.
Source: ISO 32000-2, 7.7.3 (page tree).
"""

import dataclasses as dc
import io
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

LOST = "/PageLost"
"""Marks the empty page that stands where a page is no longer to be found."""
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_DEEPEST = 32
_A4 = (0, 0, 595, 842)
_ODD = (pikepdf.PdfError, pikepdf.PasswordError, AttributeError, TypeError, ValueError, LookupError)
"""What damaged structures raise."""

Inherited = Mapping[str, pikepdf.Object]


def numbered_alike(file: Path, password: str | None) -> Path | io.BytesIO:
    """Return a PDF in which every library finds the same pages: `file` itself nearly always.

    Args:
        file: untrusted.
        password: None for the empty one.

    Returns:
        Where the tree is at fault, the same document with one page for each of its leaves, not encrypted;
        a leaf that is no page becomes an empty one, marked as LOST.
    """
    found = file.stat()
    mended = _mended(file, password, found.st_mtime_ns, found.st_size)
    return file if mended is None else io.BytesIO(mended)


def open_alike(file: Path, password: str | None) -> pikepdf.Pdf:
    """Open `file`, or what `numbered_alike` returns for it, which needs no password.

    Raises:
        pikepdf.PdfError: it cannot be opened.
        pikepdf.PasswordError: not with that password.
    """
    source = numbered_alike(file, password)
    needed = password if source is file else None
    return pikepdf.open(source, password=needed or "", suppress_warnings=True)


@lru_cache(maxsize=1)
def _mended(file: Path, password: str | None, _changed: int, _size: int) -> bytes | None:
    """Return the mended document; None where there is nothing to mend, or nothing that can be."""
    tree = _Tree()
    try:
        # qpdf mends the tree in its own way as soon as it is asked for pages, or hands entries down
        with pikepdf.open(
            file, password=password or "", suppress_warnings=True, inherit_page_attributes=False
        ) as pdf:
            tree.walk(pdf.Root.get("/Pages"), {}, 0)
            if tree.sound or not tree.pages:
                return None
            return _rebuilt(pdf, tree)
    except _ODD:
        return None  # whoever opens it says why


@dc.dataclass(slots=True)
class _Tree:
    """What a tree holds.

    Attributes:
        pages: its leaves in order, each with what it inherits; None for one that is no page.
        sound: whether all libraries find the same.
    """

    pages: list[tuple[pikepdf.Object, Inherited] | None] = dc.field(default_factory=list)
    sound: bool = True
    _seen: set[tuple[int, int]] = dc.field(default_factory=set)

    def walk(self, node: pikepdf.Object | None, inherited: Inherited, depth: int) -> None:
        """Gather the leaves below `node`.

        Raises:
            ValueError: the tree runs in a circle, or is deeper than any program writes.
        """
        kids = node.get("/Kids") if isinstance(node, Dictionary) else None
        if node is None or not isinstance(kids, Array):
            self._leaf(node, inherited)
            return
        if depth > _DEEPEST or (node.is_indirect and node.objgen in self._seen):
            raise ValueError("no tree")
        self._seen.add(node.objgen)
        before = len(self.pages)
        handed = {**inherited, **{key: node[key] for key in _INHERITED if key in node}}
        for kid in kids:
            self.walk(kid, handed, depth + 1)
        self.sound &= node.get("/Type") == Name.Pages and node.get("/Count") == len(self.pages) - before

    def _leaf(self, leaf: pikepdf.Object | None, inherited: Inherited) -> None:
        if not isinstance(leaf, Dictionary) or not (
            leaf.get("/Type") == Name.Page or "/Contents" in leaf or "/MediaBox" in leaf
        ):
            self.sound = False
            self.pages.append(None)
            return
        self.sound &= leaf.get("/Type") == Name.Page and leaf.is_indirect and leaf.objgen not in self._seen
        self._seen.add(leaf.objgen)
        self.pages.append((leaf, inherited))


def _rebuilt(pdf: pikepdf.Pdf, tree: _Tree) -> bytes:
    """Return `pdf` with one node of the tree and all pages below it."""
    root = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=len(tree.pages)))
    kids = [
        _page(*found) if found else Dictionary({"/MediaBox": Array(_A4), LOST: True}) for found in tree.pages
    ]
    for kid in kids:
        kid.Type, kid.Parent = Name.Page, root
    root.Kids = Array([pdf.make_indirect(kid) for kid in kids])
    pdf.Root.Pages = root
    out = io.BytesIO()
    pdf.save(
        out,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        fix_metadata_version=False,
    )
    return out.getvalue()


def _page(page: pikepdf.Object, inherited: Inherited) -> pikepdf.Object:
    """Return a page of its own with what it inherited."""
    return Dictionary({**inherited, **dict(page.items())})
