"""Bounds of shares, and how far confidences keep what they promise: a table and a reliability diagram.

Must not know what was described.
"""

import dataclasses as dc
import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

_Z = 1.96
"""Of 95 %."""
_EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1.0)
_SIDE, _MARGIN = 400, 50


@dc.dataclass(frozen=True, slots=True)
class Said:
    """One answer: its confidence, and whether it was right."""

    confidence: float
    right: bool


def bounds(hits: int, of: int) -> tuple[float, float]:
    """Return the 95 % bounds of a share. Source: E. B. Wilson, JASA 22 (1927)."""
    if not of:
        return 0.0, 1.0
    share, square = hits / of, _Z**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z * math.sqrt(share * (1 - share) / of + square / (4 * of**2)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def told(hits: int, of: int) -> str:
    """Return a share with its bounds, in percent."""
    if not of:
        return "–"
    low, high = bounds(hits, of)
    return f"{100 * hits / of:.1f} ({100 * low:.1f}–{100 * high:.1f})"


def bins(answers: Iterable[Said]) -> list[tuple[float, float, int, int]]:
    """Return of each range of confidence (mean confidence, share right, right, all answers)."""
    every = list(answers)
    found = []
    for low, high in pairwise(_EDGES):
        inside = [one for one in every if low <= one.confidence < high or (high == 1.0 == one.confidence)]
        if inside:
            right = sum(one.right for one in inside)
            mean = sum(one.confidence for one in inside) / len(inside)
            found.append((mean, right / len(inside), right, len(inside)))
    return found


def gap(answers: Sequence[Said]) -> float:
    """Return the expected calibration error: mean distance of confidence and share right, by answers."""
    return sum(abs(mean - share) * number for mean, share, _, number in bins(answers)) / max(len(answers), 1)


def draw(to: Path, curves: dict[str, Sequence[Said]], title: str) -> None:
    """Write the reliability diagram as SVG, a curve for each kind of answer, on scales of nines.

    Along and up stands how many answers are wrong, so that 0.99 and 0.999 are apart: 1, 0.1, 0.01, 0.001.
    """
    colours = ("#1b6ca8", "#c0392b", "#2e8b57", "#8e44ad")
    size = _SIDE + 2 * _MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" font-family="sans-serif"'
        f' font-size="11"><rect width="{size}" height="{size}" fill="white"/>',
        f'<text x="{_MARGIN}" y="20" font-size="13">{title}</text>',
        f'<path d="M{_place(1)} {_up(1)}L{_place(0.001)} {_up(0.001)}" stroke="#999" stroke-dasharray="4"/>',
    ]
    for wrong in (1.0, 0.1, 0.01, 0.001):
        lines.append(f'<text x="{_place(wrong) - 10}" y="{size - 30}">{1 - wrong:g}</text>')
        lines.append(f'<text x="8" y="{_up(wrong) + 4}">{1 - wrong:g}</text>')
    lines.append(f'<text x="{size / 2 - 40}" y="{size - 10}">confidence / độ tin cậy</text>')
    for (name, answers), colour in zip(curves.items(), colours, strict=False):
        places = []
        for mean, share, right, number in bins(answers):
            low, high = bounds(right, number)
            x = _place(1 - mean)
            lines.append(f'<path d="M{x} {_up(1 - low)}L{x} {_up(1 - high)}" stroke="{colour}"/>')
            places.append(f"{x} {_up(1 - share)}")
        lines.append(f'<path d="M{"L".join(places)}" fill="none" stroke="{colour}" stroke-width="2"/>')
        at = 40 + 16 * list(curves).index(name)
        lines.append(f'<text x="{_MARGIN + 8}" y="{at}" fill="{colour}">{name}</text>')
    to.write_text("\n".join([*lines, "</svg>", ""]), encoding="utf-8")


def _place(wrong: float) -> float:
    """Return the place along the axis of a share of wrong answers, 1 to 0.001."""
    return round(_MARGIN + _SIDE * -math.log10(max(min(wrong, 1.0), 0.001)) / 3, 1)


def _up(wrong: float) -> float:
    return round(_SIDE + 2 * _MARGIN - _place(wrong), 1)
