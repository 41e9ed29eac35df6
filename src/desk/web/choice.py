"""Reads the texts of a request.

Must not let through what no database can hold.
"""

from archive.errors import BadValue
from desk.web.errors import BadRequest


def legible(text: str) -> str:
    """Return `text`, if every database can hold it.

    Raises:
        BadRequest: it has a NUL, which PostgreSQL refuses, or half a character, which is no UTF-8.
    """
    if "\0" in text:
        raise BadRequest(where="text", why="NUL")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise BadRequest(where="text", why="no UTF-8")
    return text


def missing(name: str) -> BadValue:
    """Return the error of a value that must not be left out."""
    return BadValue(value="", name=name, why_vi="cần điền hoặc chọn", why_en="it must be given")
