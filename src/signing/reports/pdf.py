"""The lines of a report that is printed.

Must not set them: sheets.py does.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

from archive.clock import vietnam_iso
from archive.values.verdict import FileVerdict
from signing.reports import words
from signing.reports.picture import Picture, Pictures, marks
from signing.reports.sheets import LEADING, Drawing, Line, set_lines

_PICTURE = 290.0
"""Height of a page's picture in points: with its words a report of one file stays on two pages."""


def pages(
    judged: Sequence[tuple[str, FileVerdict]], at: dt.datetime, font: str, pictures: Pictures = None
) -> bytes:
    """Return the report as PDF; arguments as for `write_report`.

    Raises:
        FontMissing: the font is not there.
    """
    return set_lines(list(_lines(judged, at, pictures)), font)


def _lines(judged: Sequence[tuple[str, FileVerdict]], at: dt.datetime, pictures: Pictures) -> Iterator[Line]:
    yield Line(words.TITLE[0], 17)
    yield Line(words.TITLE[1])
    yield Line(f"{words.both(words.AS_OF)}: {vietnam_iso(at)}", above=6)
    if words.is_test_signed(judged):
        yield from (Line(sentence, 12, above=4) for sentence in words.NO_LEGAL_VALUE)
    for n, (target, verdict) in enumerate(judged):
        page = () if pictures is None else tuple(_picture(pictures[n], verdict))
        yield from _file(target, verdict, page)
    yield Line(words.METHOD[0], 9, above=18)
    yield Line(words.METHOD[1], 9)


def _file(target: str, verdict: FileVerdict, page: Sequence[Line]) -> Iterator[Line]:
    level = f"   {words.both(words.LEVEL)}: {verdict.level.value}" if verdict.level else ""
    yield Line(target, 13, above=16, below=60)
    yield Line(f"{words.both(words.VERDICTS[verdict.verdict])} {verdict.reason}{level}", 12)
    yield Line(verdict.vi)
    yield Line(verdict.en)
    for remark in verdict.remarks:
        if remark.vi != verdict.vi:
            yield Line(remark.vi, above=4)
            yield Line(remark.en)
    yield from page
    for no, one in enumerate(verdict.signatures, start=1):
        word = words.both(words.VERDICTS[one.verdict])
        yield Line(f"{no}. {one.signer or words.UNKNOWN}   {word}", 11, 12, 8, 40)
        yield from (Line(f"{name}: {value}", indent=24) for name, value in words.facts(one))
        yield Line(one.vi, indent=24)
        yield Line(one.en, indent=24)


def _picture(picture: Picture | None, verdict: FileVerdict) -> Iterator[Line]:
    if picture is None:
        yield from (Line(sentence, above=4) for sentence in words.NO_PICTURE)
        return
    frames = tuple(box for _, box in marks(picture, verdict))
    yield Line("", _PICTURE / LEADING, above=8, below=20, drawing=Drawing(picture, frames))
    yield Line(words.caption(picture, verdict), 9, above=2)
