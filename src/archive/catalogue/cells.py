"""Readers of one cell each: text as a spreadsheet left it → a value, or words for what is wrong.

Must not know which column a cell stands in. What spreadsheets do to a file when they save it is
forgiven where it is unambiguous (day-first dates, TRUE/FALSE, blanks around a value).
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum

Cell = str | bool | int | dt.date | tuple[str, ...] | None
Read = Callable[[str], Cell]

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_YES = frozenset({"1", "true", "yes", "có", "x"})
_NO = frozenset({"0", "false", "no", "không"})


class CellError(ValueError):
    """A cell that cannot be read, in both languages."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi = vi
        self.en = en


def clean(raw: str) -> str:
    """Return `raw` in NFC with blanks and line breaks collapsed."""
    return " ".join(unicodedata.normalize("NFC", raw).split())


def text(raw: str) -> str:
    """Read any text."""
    return raw


def several(raw: str) -> tuple[str, ...]:
    """Read values separated by `;`, in the order given."""
    return tuple(dict.fromkeys(part.strip() for part in raw.split(";") if part.strip()))


def several_keys(raw: str) -> tuple[str, ...]:
    """Read keys separated by `;`; their order says nothing, so it is not kept."""
    return tuple(sorted(several(raw)))


def lines(raw: str) -> str:
    """Read lines of text separated by `;`."""
    return "\n".join(part.strip() for part in raw.split(";"))


def yes_or_no(raw: str) -> bool:
    """Read 1 or 0, có or không, TRUE or FALSE."""
    word = raw.lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellError(f"“{raw}” không rõ: ghi 1 (có) hoặc 0 (không)", f"“{raw}” is unclear: write 1 or 0")


def day(raw: str) -> dt.date:
    """Read 2025-07-01 or 1/7/2025 (day first, as Vietnamese spreadsheets save it)."""
    if match := _ISO.fullmatch(raw):
        year, month, date = (int(part) for part in match.groups())
    elif match := _DAY_FIRST.fullmatch(raw):
        date, month, year = (int(part) for part in match.groups())
    else:
        raise CellError(
            f"“{raw}” không phải ngày: ghi dạng 2025-07-01", f"“{raw}” is no date: write it as 2025-07-01"
        )
    try:
        return dt.date(year, month, date)
    except ValueError:
        raise CellError(f"không có ngày “{raw}” trong lịch", f"there is no day “{raw}”") from None


def months(raw: str) -> int:
    """Read a number of months from 1 to 600."""
    if raw.isascii() and raw.isdigit() and 1 <= int(raw) <= 600:
        return int(raw)
    raise CellError(
        f"“{raw}” không phải số tháng từ 1 đến 600", f"“{raw}” is no number of months from 1 to 600"
    )


def copies(raw: str) -> int:
    """Read how many copies, from 1 to 20."""
    if raw.isascii() and raw.isdigit() and 1 <= int(raw) <= 20:
        return int(raw)
    raise CellError(f"“{raw}” không phải số bản từ 1 đến 20", f"“{raw}” is no number of copies from 1 to 20")


def ways(raw: str) -> tuple[str, ...]:
    """Read slugs separated by `;`, some joined by `+`; neither order says anything, so none is kept."""
    joined = ["+".join(sorted({part.strip() for part in way.split("+")})) for way in several(raw)]
    if any(not part for way in joined for part in way.split("+")):
        raise CellError(f"“{raw}” thiếu loại giấy tờ bên dấu +", f"“{raw}” lacks a type beside a +")
    return tuple(sorted(set(joined)))


def several_of(words: type[StrEnum]) -> Callable[[str], tuple[str, ...]]:
    """Return a reader of several of `words`, separated by `;`."""
    one = one_of(words)
    return lambda raw: tuple(one(part) for part in several_keys(raw))


def one_of(words: type[StrEnum]) -> Callable[[str], str]:
    """Return a reader of one of `words`."""
    allowed = ", ".join(words)

    def read(raw: str) -> str:
        if raw in set(words):
            return raw
        raise CellError(f"“{raw}” không có trong: {allowed}", f"“{raw}” is none of: {allowed}")

    return read


def shaped(pattern: str, vi: str, en: str) -> Callable[[str], str]:
    """Return a reader of a code that matches `pattern` wholly; `vi` and `en` say what it looks like."""
    form = re.compile(pattern)

    def read(raw: str) -> str:
        if form.fullmatch(raw):
            return raw
        raise CellError(f"mã “{raw}” sai dạng: {vi}", f"bad code “{raw}”: {en}")

    return read
