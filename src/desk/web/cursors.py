"""Cursors of lists: opaque to callers, who only hand them back.

Must not be trusted: a cursor that was tampered with is refused as a bad request.
"""

import base64
import binascii
import re
import uuid

from archive.errors import BadValue
from archive.search.question import Place
from desk.web.errors import BadRequest

_DOUBT = re.compile(r"[01]\.\d{1,4}")
"""As Python writes a number from 0 to 1 of four decimals; no `nan`, which is before and behind nothing."""


def cursor_of(last: uuid.UUID | Place | str) -> str:
    """Return the cursor behind which the list goes on."""
    return base64.urlsafe_b64encode(str(last).encode()).decode().rstrip("=")


def id_of(cursor: str) -> uuid.UUID | None:
    """Return the id that a cursor stands for, None for an empty one.

    Raises:
        BadRequest: it is no such cursor.
    """
    try:
        return uuid.UUID(_text(cursor)) if cursor else None
    except ValueError as error:
        raise _bad() from error


def cursor_in_queue(doubt: float, last: uuid.UUID) -> str:
    """Return the cursor behind a place in the review queue."""
    return cursor_of(f"{doubt!r}:{last}")


def queue_place_of(cursor: str) -> tuple[float, uuid.UUID] | None:
    """Return the doubt and id that a cursor stands for, None for an empty one.

    Raises:
        BadRequest: it is no such cursor.
    """
    if not cursor:
        return None
    doubt, _, last = _text(cursor).partition(":")
    if not _DOUBT.fullmatch(doubt):
        raise _bad()
    try:
        return float(doubt), uuid.UUID(last)
    except ValueError as error:
        raise _bad() from error


def search_place_of(cursor: str) -> Place | None:
    """Return the place among the answers of a search that a cursor stands for, None for an empty one.

    Raises:
        BadRequest: it is no such cursor.
    """
    try:
        return Place.parse(_text(cursor)) if cursor else None
    except BadValue as error:
        raise _bad() from error


def _text(cursor: str) -> str:
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, ValueError) as error:
        raise _bad() from error


def _bad() -> BadRequest:
    return BadRequest(where="cursor", why="?")
