"""Cursors of lists: opaque to callers, who only hand them back.

Must not be trusted: a cursor that was tampered with is refused as a bad request.
"""

import base64
import binascii
import uuid

from desk.web.errors import BadRequest


def cursor_of(last: uuid.UUID | int | str) -> str:
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


def place_of(cursor: str) -> int:
    """Return the place that a cursor stands for, 0 for an empty one.

    Raises:
        BadRequest: it is no such cursor.
    """
    text = _text(cursor) if cursor else "0"
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise _bad()
    return int(text)


def _text(cursor: str) -> str:
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except (binascii.Error, ValueError) as error:
        raise _bad() from error


def _bad() -> BadRequest:
    return BadRequest(where="cursor", why="?")
