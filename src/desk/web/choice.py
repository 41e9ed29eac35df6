"""Reads words of a request as members of the product's enumerations.

Must not accept a word that the contract does not list.
"""

import datetime as dt
from enum import StrEnum
from typing import TypeVar

from archive.errors import BadValue

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


def day_of(text: str, name: str) -> dt.date | None:
    """Return an ISO date, None for an empty text.

    Raises:
        BadValue: it is no date.
    """
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise BadValue(
            value=text, name=name, why_vi="cần dạng NĂM-THÁNG-NGÀY", why_en="it must be YEAR-MONTH-DAY"
        ) from error
