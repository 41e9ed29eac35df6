"""Joining lines that running text was broken into, so that a label may run over a line's end.

Must not join entries of a form: a line that begins with a label, a number or a capital after a full
stop begins something new.
"""

import re
import statistics
from collections.abc import Callable, Sequence

from digitize.describe.layout import Line, line_of

_HOLE = 1.75
"""In usual distances between lines; forms vary theirs by less, one missing line makes it two."""

_ENDS = (".", ";", ":", "./.", "?", "!")
_NEW = re.compile(r"(?:[-+•*]|[(\[]?(?:\d{1,2}|[a-zđ]|[IVX]{1,4})[.)\]])(?:\s|$)")


def paragraphs(
    lines: Sequence[Line],
    begins_new: Callable[[Line], bool],
    ends_open: Callable[[Line], bool] = lambda line: False,
) -> list[Line]:
    """Join the lines of running text.

    Args:
        lines: in reading order.
        begins_new: says of a line that it begins with something of its own, such as a label.
        ends_open: says of a line that it ends with a label, whose value stands under it.

    Returns:
        Lines, of which some are as long as a paragraph.
    """
    joined: list[Line] = []
    last: Line | None = None
    for line in lines:
        if (
            last is not None
            and joined
            and _goes_on(last, line, lines)
            and not begins_new(line)
            and (line.text[:1].islower() or not ends_open(last))
        ):
            joined[-1] = line_of(line.page, [*joined[-1].tokens, *line.tokens]) or line
        else:
            joined.append(line)
        last = line
    return joined


def _goes_on(line: Line, below: Line, lines: Sequence[Line]) -> bool:
    gap = below.place.top - line.place.bottom
    if below.page != line.page or not -line.height / 2 < gap < 1.2 * max(line.height, below.height):
        return False
    if line.text.endswith(_ENDS) or _NEW.match(below.text) or is_entry(below):
        return False
    return _is_full(line, lines) or _is_centred_pair(line, below)


def is_entry(line: Line) -> bool:
    """Say whether `line` begins with a label, known or not: a capital, a few words, a colon, something."""
    at = next(
        (at for at, token in enumerate(line.tokens[:7]) if token.text.endswith((":", ",", ".", ";"))), None
    )
    return at is not None and line.tokens[at].text.endswith(":") and line.tokens[0].text[0].isupper()


def _is_full(line: Line, lines: Sequence[Line]) -> bool:
    """Say whether `line` reaches the right margin, as only a line that goes on does."""
    # the third longest line: one or two may be a stamp or dirt beyond the margin
    right = sorted(other.place.right for other in lines if other.page == line.page)[-3:][0]
    return line.place.right > right - 2.5 * line.height


def _is_centred_pair(line: Line, below: Line) -> bool:
    narrower = below.place.right - below.place.left < line.place.right - line.place.left
    return narrower and abs(line.middle - below.middle) < line.height and below.place.left > line.place.left


def holes_in(lines: Sequence[Line]) -> frozenset[int]:
    """Return the indexes of lines before which something is missing, so that nothing goes on across.

    Either the distance is too great, and a line was not read; or the next line stands higher up, and
    another column begins.
    """
    holes = set()
    for page in {line.page for line in lines}:
        pairs = [(at, lines[at - 1], line) for at, line in enumerate(lines) if at and line.page == page]
        near = [(at, _distance(above, line)) for at, above, line in pairs if above.page == page]
        usual = [step for _, step in near if step > 0]
        if not usual:
            continue
        limit = _HOLE * statistics.median(usual)
        holes |= {at for at, step in near if step > limit}
        holes |= {at for at, above, line in pairs if above.page == page and _stands_over(line, above)}
    return frozenset(holes)


def _stands_over(line: Line, above: Line) -> bool:
    """Say whether `line` stands higher up than the last printed line of `above`, which is read before it."""
    # first words are compared: the right end of a tilted line is lower than its left one
    last = next(token for token in above.tokens if token.line == above.tokens[-1].line)
    return line.tokens[0].place.bottom <= last.place.top


def _distance(above: Line, line: Line) -> int:
    """Return the step from the last printed line of a paragraph to the first of the next one."""
    return line.tokens[0].place.bottom - max(token.place.bottom for token in above.tokens)
