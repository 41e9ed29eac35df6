"""Puts each printed line of the invisible text on one straight base line in one size of letters.

Viewers then see one line where one was read. Must not know PDF operators nor fonts' bytes.
"""

import dataclasses as dc
from collections.abc import Sequence
from statistics import fmean

_STEEPEST = 0.12
"""Lines fall or rise by at most 7°; a steeper fit is noise of two or three short words."""
_LARGEST_FALL = 0.45
"""Height that one line may lose from end to end, in ems: poppler breaks lines at half an em."""
_MOST_AROUND = 100
"""Lines above, and as many below, that a line is held against: no sheet has more, a hostile one may."""


@dc.dataclass(slots=True)
class Run:
    """A word in points, seen along its line: from `start` to `end`, `middle` above the axis.

    Attributes:
        text: what is written, not empty.
        start, end: of its box.
        middle, height: of its box.
        base: height of its base line, once its line is level.
        size: of its letters, once its line is level.
    """

    text: str
    start: float
    end: float
    middle: float
    height: float
    base: float = 0.0
    size: float = 1.0

    @property
    def centre(self) -> float:
        """Return where its middle lies along the line."""
        return (self.start + self.end) / 2


@dc.dataclass(frozen=True, slots=True)
class _Line:
    """A printed line as it lies on the page: through (x, y) with a slope, None where no slope fits."""

    runs: Sequence[Run]
    x: float
    y: float
    slope: float | None
    size: float

    def height_at(self, x: float) -> float:
        return self.y + (self.slope or 0.0) * (x - self.x)


def level(lines: Sequence[Sequence[Run]], middle: float) -> None:
    """Give every word its base line and size.

    Args:
        lines: the printed lines of a page, each of at least one word.
        middle: height of the middle of letters above their base line, in ems.
    """
    fitted = sorted(map(_fitted, lines), key=lambda line: line.y)
    for at, line in enumerate(fitted):
        around = fitted[max(0, at - _MOST_AROUND) : at + _MOST_AROUND + 1]
        _settle(line, max(1.0, min(line.size, _pitch(line, around))), middle)


def _fitted(runs: Sequence[Run]) -> _Line:
    """Fit a straight line through the words' middles."""
    x, y = fmean(run.centre for run in runs), fmean(run.middle for run in runs)
    slope = _slope(runs, x, y)
    return _Line(runs, x, y, slope, _size(runs, slope or 0.0))


def _slope(runs: Sequence[Run], x: float, y: float) -> float | None:
    spread = sum((run.centre - x) ** 2 for run in runs)
    if len(runs) < 3 or spread == 0:
        middles = [run.middle for run in runs]
        return 0.0 if max(middles) - min(middles) < 0.5 * max(run.height for run in runs) else None
    slope = sum((run.centre - x) * (run.middle - y) for run in runs) / spread
    return slope if abs(slope) <= _STEEPEST else None


def _size(runs: Sequence[Run], slope: float) -> float:
    """Return the height of the line's letters.

    Words without ascenders are lower than the line; the box of a slanted word is higher than its letters.
    """
    heights = sorted(max(run.height / 2, run.height - abs(slope) * (run.end - run.start)) for run in runs)
    return heights[(3 * len(heights)) // 4]


def _pitch(line: _Line, lines: Sequence[_Line]) -> float:
    """Return how far the nearest line above or below is: on bent pages boxes are higher than that.

    What lies on half the line's height was read on the line itself, and what is half as high is a stain.
    """
    nearest = line.size
    for other in lines:
        left = max(line.runs[0].start, other.runs[0].start)
        right = min(line.runs[-1].end, other.runs[-1].end)
        if left < right and other.size > line.size / 2:
            apart = abs(line.height_at((left + right) / 2) - other.height_at((left + right) / 2))
            nearest = min(nearest, apart) if apart > line.size / 2 else nearest
    return nearest


def _settle(line: _Line, size: float, middle: float) -> None:
    """Write base line and size into the words, the line no steeper than viewers take for one line."""
    centres = [run.centre for run in line.runs]
    steepest = _LARGEST_FALL * size / max(max(centres) - min(centres), size)
    for run in line.runs:
        height = run.middle
        if line.slope is not None:
            height = line.y + max(-steepest, min(steepest, line.slope)) * (run.centre - line.x)
        run.size, run.base = size, height - middle * size
