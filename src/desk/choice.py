"""Reads words that people and scripts give: members of the product's enumerations, days.

Must not accept a word that the contract does not list.
"""

import datetime as dt
from enum import StrEnum
from typing import TypeVar

from archive.errors import BadValue

_FIRST, _LAST = 1900, 2999
"""Years of days that somebody may ask for; the ends of the calendar have no day in another zone."""
Word = TypeVar("Word", bound=StrEnum)


def one_of(words: type[Word], text: str, name: str) -> Word:
    """Return the member called `text`.

    Raises:
        BadValue: there is none.
    """
    if text not in {word.value for word in words}:
        choice = ", ".join(word.value for word in words)
        raise BadValue(value=text, name=name, why_vi=f"chọn một trong: {choice}", why_en=f"one of: {choice}")
    return words(text)


def not_in_catalogue(text: str, name: str, vi: str, en: str) -> BadValue:
    """Return the error for a word that names nothing of the catalogue; `vi` and `en` say what it should."""
    return BadValue(
        value=text, name=name, why_vi=f"danh mục không có {vi} này", why_en=f"the catalogue has no such {en}"
    )


def day_of(text: str, name: str) -> dt.date | None:
    """Return an ISO date, None for an empty text.

    Raises:
        BadValue: it is no date.
    """
    try:
        day = dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise _no_day(text, name) from error
    if day is not None and not _FIRST <= day.year <= _LAST:
        raise _no_day(text, name)
    return day


def _no_day(text: str, name: str) -> BadValue:
    return BadValue(
        value=text, name=name, why_vi="cần dạng NĂM-THÁNG-NGÀY", why_en="it must be YEAR-MONTH-DAY"
    )
