"""Printed lines from words: what stands on one baseline is one line, however the engine cut it.

Must not order columns; that is `order.py`.
"""

import statistics
import unicodedata
from collections.abc import Iterable, Sequence

from digitize.ocr.ports import Mark

Line = tuple[Mark, ...]
"""Words of one printed line, left to right; never empty."""

_SHARE = 0.5
"""Pieces are on one baseline when they share half the height of the lower one."""
_MOST_TALLER = 2.2


def printed_lines(marks: Iterable[Mark]) -> list[Line]:
    """Group words into printed lines, top to bottom.

    Args:
        marks: words whose `line` says what the engine took for one line.
    """
    pieces: dict[int, list[Mark]] = {}
    for mark in marks:
        pieces.setdefault(mark.line, []).append(mark)
    lines: list[list[Mark]] = []
    for piece in sorted(pieces.values(), key=middle):
        home = next((line for line in reversed(lines[-6:]) if _same_baseline(line, piece)), None)
        if home is None:
            lines.append(list(piece))
        else:
            home.extend(piece)
    return [_left_to_right(line) for line in sorted(lines, key=middle)]


def height(line: Sequence[Mark]) -> float:
    """Return the usual height of the words of `line`."""
    return statistics.median(mark.box.bottom - mark.box.top for mark in line)


def middle(line: Sequence[Mark]) -> float:
    """Return the height on the page at which `line` runs."""
    return statistics.median((mark.box.top + mark.box.bottom) / 2 for mark in line)


def folded(line: Sequence[Mark]) -> str:
    """Return the text of `line` in small letters without accents."""
    text = " ".join(mark.text for mark in line).lower().replace("đ", "d")
    apart = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _left_to_right(line: Iterable[Mark]) -> Line:
    return tuple(sorted(line, key=lambda mark: mark.box.left))


def _same_baseline(line: Sequence[Mark], piece: Sequence[Mark]) -> bool:
    """Say whether `piece` continues `line`: level with it, like in height, and beside it."""
    near = _nearest(line, piece)
    tall, low = max(height(near), height(piece)), min(height(near), height(piece))
    apart = abs(middle(near) - middle(piece))
    level = (tall + low) / 2 - apart >= _SHARE * low and apart <= _SHARE * low
    return level and tall <= _MOST_TALLER * low and not _overlap(line, piece)


def _nearest(line: Sequence[Mark], piece: Sequence[Mark]) -> Sequence[Mark]:
    """Return the three words of `line` nearest to `piece`: lines of a photograph are bent."""
    at = statistics.mean((mark.box.left + mark.box.right) / 2 for mark in piece)
    return sorted(line, key=lambda mark: abs((mark.box.left + mark.box.right) / 2 - at))[:3]


def _overlap(line: Sequence[Mark], piece: Sequence[Mark]) -> bool:
    """Say whether words of both stand over one another."""
    slack = height(piece) / 2
    return any(
        min(one.box.right, other.box.right) - max(one.box.left, other.box.left) > slack
        for one in line
        for other in piece
    )
