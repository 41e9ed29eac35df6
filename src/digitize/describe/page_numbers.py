"""The page number that is printed on a page: `2`, `Trang 2/3`.

Must not decide what follows from it.
"""

import dataclasses as dc
import re

from digitize.describe.folding import fold
from digitize.describe.layout import Sheet

_NUMBERED = re.compile(
    r"^\W*(?:trang|page|to)\W{0,3}(\d{1,3})\s*(?:/|tren|of)\s*(\d{1,3})\W*$|^\W*(\d{1,3})\s?/\s?(\d{1,3})\W*$"
)
_ALONE = re.compile(r"^[-–—\s]*(?:trang\s*)?(\d{1,3})[-–—\s]*$")
_EDGE = 0.1
"""Share of the page's height above and below which page numbers stand."""


@dc.dataclass(frozen=True, slots=True)
class PageNumber:
    """A printed page number; `of` is None where the paper does not say how many pages it has."""

    number: int
    of: int | None = None


def page_number(sheet: Sheet) -> PageNumber | None:
    """Return the number printed at the top or bottom of a page, None without one.

    A lonely `1` is none: most papers do not number their first page, and lists begin so.

    Source: Decree 30/2020/NĐ-CP, appendix I: from the second page on, in the middle of the top margin.
    """
    edge = [line for line in sheet.lines if not _EDGE < line.place.top / sheet.height < 1 - _EDGE]
    for line in edge:
        text = fold(line.text)
        if numbered := _NUMBERED.match(text):
            number, of = (int(group) for group in numbered.groups() if group is not None)
            if 1 <= number <= of:
                return PageNumber(number, of)
        alone = _ALONE.match(text)
        if alone and 1 < int(alone[1]) < 200 and abs(line.middle - sheet.width / 2) < 0.1 * sheet.width:
            return PageNumber(int(alone[1]))
    return None
