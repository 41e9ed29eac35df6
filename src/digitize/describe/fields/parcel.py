"""Which parcel of land a certificate is about: its number, that of its map sheet, and where it lies.

Must not choose: of several parcels none is the certificate's own.
"""

import re

from archive.values.description import Field
from digitize.describe.evidence import Span, field_of, tokens_between
from digitize.describe.folding import fold
from digitize.describe.paper import PaperView

_BOTH = r"\bthua dat so[;,]? to ban do so\W{0,40}"
"""One label before both numbers: `Thửa đất số; tờ bản đồ số: 552; 37`."""
_PARCEL = re.compile(rf"(?:{_BOTH}|\bthua dat so\W{{0,40}})(\d{{1,5}})(?![\w/])")
_MAP_SHEET = re.compile(
    rf"(?:{_BOTH}\d{{1,5}}\W{{1,5}}|(?<!thua dat so )(?<!thua dat so[;,] )\bto ban do so\W{{0,40}})"
    r"(\d{1,4})(?![\w/])"
)
_PARCELS = re.compile(r"\b(thua dat so|to ban do so)\b")
_ADDRESS = re.compile(r"\bdia chi(?: thua dat)?\W{1,40}(?=\w)")
_PLACES = "xa|phuong|thi tran|dac khu|thon|ap|ban|lang|buon|xom|khom|khu|to|so|duong|ngo|hem|xu dong"
_OF_PEOPLE = re.compile(
    rf"\bdia chi (?!thua dat|(?:{_PLACES})\b)\w|\b(?:ong|ba|ho ten|ho va ten)\b.*\bdia chi\b"
)
"""`Địa chỉ thường trú`, `Địa chỉ trụ sở`, or behind a name."""


def parcel(paper: PaperView) -> Field | None:
    """Find the number of the parcel."""
    return _only(paper, _PARCEL, "parcel")


def map_sheet(paper: PaperView) -> Field | None:
    """Find the number of the map sheet."""
    return _only(paper, _MAP_SHEET, "map_sheet")


def land_address(paper: PaperView) -> Field | None:
    """Find the address of the parcel: the first one after its number that is no person's."""
    about_land = False
    for line in paper.paragraphs:
        folded = fold(line.text)
        about_land = about_land or bool(_PARCELS.search(folded))
        match = _ADDRESS.search(folded)
        if match is None or not about_land or _OF_PEOPLE.search(folded):
            continue
        span = Span(line.page, tokens_between(line.tokens, match.end(), len(folded)))
        value = line.text[match.end() :].strip(" .;:,…")
        return field_of("land_address", value, span, 0.8, "land_address.label") if value else None
    return None


def _only(paper: PaperView, pattern: re.Pattern[str], name: str) -> Field | None:
    found: dict[str, Field] = {}
    for line in paper.lines:
        for match in pattern.finditer(fold(line.text)):
            span = Span(line.page, tokens_between(line.tokens, match.start(1), match.end(1)))
            found.setdefault(match[1].lstrip("0"), field_of(name, match[1], span, 0.9, f"{name}.label"))
    return next(iter(found.values())) if len(found) == 1 else None
