"""Dates and terms as Vietnamese papers write them, the day always first.

Must not guess: a date that does not exist in the calendar is no date.
"""

import calendar
import dataclasses as dc
import datetime as dt
import re

from digitize.describe.folding import as_digits, fold

_DAY = r"([0-9OolI|\]\[SBZ!]{1,2})"
_YEAR = r"([0-9OolI|\]\[SBZ!]{4})"
# fold() keeps the length of NFC text, so places in the folded text are places in the text
_OR = r"(?:\s?/\s?(?:date|day|month|year)|\s?\((?:date|day|month|year)\))?"
"""The second language of licences: `ngày/date 05 tháng/month 3 năm/year 2024`, or in brackets."""
_IN_WORDS = re.compile(
    rf"ng[a-z]{{1,2}}y{_OR}\W{{0,3}}{_DAY}\s*th[a-z]{{1,2}}ng{_OR}\s*{_DAY}\s*[,.]?\s*n[a-z]m{_OR}\s*{_YEAR}",
    re.I,
)
_IN_FIGURES = re.compile(rf"(?<![\w/.-]){_DAY}\s?[/.-]\s?{_DAY}\s?[/.-]\s?{_YEAR}(?![\w/])", re.I)
_TERM = re.compile(
    r"(\d{1,3})\s*(?:\([^)]*\)\s*)?(ngay|tuan|thang|nam)\b(?!\W{0,3}\d{1,2}\W{1,3}nam\b|\s*\d{4})"
)
"""`12 tháng`, but not of a date: `13 tháng 11 năm 2019`."""
_SPELT = {
    word: number
    for number, word in enumerate("mot hai ba bon nam sau bay tam chin muoi".split(" "), start=1)  # noqa: SIM905
}
_SPELT_TERM = re.compile(rf"\b(muoi )?({'|'.join(_SPELT)}) (ngay|thang|nam)\b")


@dc.dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: `text[start:end]`; `clean` where no letter had to be taken for a digit."""

    date: dt.date
    start: int
    end: int
    clean: bool


def dates_in(text: str) -> list[FoundDate]:
    """Return the dates in `text` in their order.

    Args:
        text: NFC, as read: `ngày 05 tháng 3 năm 2024`, `05/3/2024`, `05.03.2024`, `05-03-2024`.
    """
    folded = _fold_in_place(text)
    found: list[FoundDate] = []
    for pattern in (_IN_WORDS, _IN_FIGURES):
        for match in pattern.finditer(folded):
            # groups are read from the text itself: folding lowers I and B, which look like digits
            parts = [text[slice(*match.span(group))] for group in (1, 2, 3)]
            date = _date(*(as_digits(part) for part in parts))
            if date is not None:
                clean = all(part.isdecimal() for part in parts)
                found.append(FoundDate(date, match.start(), match.end(), clean))
    return sorted(found, key=lambda one: one.start)


def compact_date(text: str) -> dt.date | None:
    """Return the date that a QR code writes as ddmmyyyy; None where it is none."""
    if len(text) != 8 or not text.isdecimal():
        return None
    return _date(text[:2], text[2:4], text[4:])


def year_in(text: str) -> tuple[int, int, int] | None:
    """Return (year, start, end) of a year that stands alone in `text`, 1880 to 2199."""
    match = re.search(r"(?<![\d/.-])(18[89]\d|19\d\d|2[01]\d\d)(?![\d/]|[.-]\d)", text)
    return (int(match[1]), match.start(), match.end()) if match else None


@dc.dataclass(frozen=True, slots=True)
class Term:
    """A length of time: `count` of days, weeks, months or years."""

    count: int
    unit: str

    def after(self, start: dt.date) -> dt.date | None:
        """Return the last day of the term that begins on `start`; None past the calendar."""
        if self.unit in ("ngay", "tuan"):
            return start + dt.timedelta(days=self.count * (7 if self.unit == "tuan" else 1))
        months = start.year * 12 + start.month - 1 + self.count * (12 if self.unit == "nam" else 1)
        year, month = divmod(months, 12)
        if year > dt.MAXYEAR:
            return None
        return dt.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def term_in(text: str) -> Term | None:
    """Return the first term in `text`: `6 tháng`, `06 (sáu) tháng`, `sáu tháng`, `12 tháng`."""
    folded = _fold_in_place(text)
    match = _TERM.search(folded)
    if match and int(match[1]) > 0:
        return Term(int(match[1]), match[2])
    spelt = _SPELT_TERM.search(folded)
    if spelt is None:
        return None
    return Term((10 if spelt[1] else 0) + _SPELT[spelt[2]], spelt[3])


def _date(day: str, month: str, year: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _fold_in_place(text: str) -> str:
    """Fold letter by letter, so that places stay the same."""
    return "".join(folded if len(folded := fold(c)) == 1 else c for c in text)
