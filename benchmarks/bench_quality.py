"""How often a defect of a scan is noticed, how often a good scan is warned of, and what looking costs.

Pages of many types, from seeds of no test, are spoilt at the scanner in one way at several strengths, and
judged by their pictures; a warning that names nothing true of its page is a false alarm. Must not read text:
what letters and the sequence of pages tell has tests of its own.
"""

import argparse
import io
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from PIL import Image

from benchmarks.measures import OUR_SEED, machine, show
from digitize.prepare.gray import to_gray
from digitize.quality.page import quality_of, taken
from fixtures.papers.catalogue import KINDS
from fixtures.scans import defects
from fixtures.scenes import page

Spoil = Callable[[np.ndarray, int], np.ndarray]

_DPI = 200
_SEED = OUR_SEED + 4_000
"""Nor of another benchmark."""
_TRUE = {
    "uneven": ("shadow",),
    "photo": ("photo", "shadow"),
    "photocopy": ("gray-scan",),
    "fax": ("gray-scan",),
}
"""What is true of a condition: an uneven page lies in the shadow of its fold, a photocopy has no colour."""
_CONDITIONS = (
    "clean", "scan", "seal", "tilt", "upside-down", "sideways", "show-through", "faint", *_TRUE,
)  # fmt: skip
_SIDES = ("left", "right", "top", "bottom")

_DEFECTS: tuple[tuple[str, str, tuple[tuple[str, Spoil], ...]], ...] = (
    ("blurred", "blur of … pixels", (
        ("1.0", lambda p, _: defects.blur(p, 1.0)), ("2.0", lambda p, _: defects.blur(p, 2.0)),
        ("2.5", lambda p, _: defects.blur(p, 2.5)), ("3.5", lambda p, _: defects.blur(p, 3.5)),
    )),
    ("blurred", "moved by … pixels", (
        ("5", lambda p, _: defects.shake(p, 5)), ("8", lambda p, _: defects.shake(p, 8)),
        ("12", lambda p, _: defects.shake(p, 12)),
    )),
    ("too-dark", "light left, %", (
        ("60", lambda p, _: defects.dark(p, 0.6)), ("50", lambda p, _: defects.dark(p, 0.5)),
        ("30", lambda p, _: defects.dark(p, 0.3)),
    )),
    ("shadow", "light lost, %", (
        ("10", lambda p, s: defects.hand_shadow(p, 0.1, s)),
        ("25", lambda p, s: defects.hand_shadow(p, 0.25, s)),
        ("50", lambda p, s: defects.hand_shadow(p, 0.5, s)),
    )),
    ("cut-off", "of the width, left or right, %", (
        ("15", lambda p, s: defects.cut(p, _SIDES[s % 2], 0.15)),
        ("25", lambda p, s: defects.cut(p, _SIDES[s % 2], 0.25)),
    )),
    ("cut-off", "through the first line", (("–", lambda p, _: defects.cut_line(p)),)),
    ("gray-scan", "no colour", (("–", lambda p, _: defects.gray(p)),)),
    ("low-resolution", "dpi", (
        ("150", lambda p, _: defects.resampled(p, 0.75)), ("100", lambda p, _: defects.resampled(p, 0.5)),
    )),
    ("not-full-scale", "of the size, %", (
        ("97", lambda p, _: defects.resampled(p, 0.97)), ("90", lambda p, _: defects.resampled(p, 0.9)),
    )),
)  # fmt: skip
"""Code, what is varied, and strengths; lines are cut where the margin ends, at 10 to 14 % of the page."""


def main(words: Sequence[str] = ()) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=60, help="pages as they come")
    parser.add_argument("--spoilt", type=int, default=8, help="pages that are spoilt in every way")
    asked = parser.parse_args(words)
    print(machine())
    seconds: list[float] = []
    show(("condition", "pages", "warned of"), list(_as_they_come(asked.pages, seconds)))
    show(
        ("code", "defect", "strength", "pages", "noticed", "false alarms"),
        list(_spoilt(asked.spoilt, seconds)),
    )
    print(f"looking at a page: {np.median(seconds):.3f} s CPU, at most {max(seconds):.3f} s")
    return 0


def _as_they_come(pages: int, seconds: list[float]) -> Iterator[list[str]]:
    """Yield a row for each condition: what its pages were warned of."""
    kinds = list(KINDS)
    codes: dict[str, Counter[str]] = {name: Counter() for name in _CONDITIONS}
    seen: Counter[str] = Counter()
    for number in range(pages):
        condition = _CONDITIONS[number % len(_CONDITIONS)]
        pixels, _, _ = page(f"{kinds[number % len(kinds)]}/{condition}", _SEED + number)
        seen[condition] += 1
        codes[condition].update(_judged(pixels, _DPI, seconds, stated=condition != "photo"))
    for condition, count in codes.items():
        true = _TRUE.get(condition, ())
        said = [f"{code} {n}{'' if code in true else ' (false)'}" for code, n in sorted(count.items())]
        yield [condition, str(seen[condition]), ", ".join(said) or "–"]


def _spoilt(pages: int, seconds: list[float]) -> Iterator[list[str]]:
    """Yield a row for each defect and strength: on how many pages it was noticed, and what else was said."""
    kinds = list(KINDS)
    scans = [page(f"{kinds[3 * n % len(kinds)]}/scan", _SEED + 1_000 + n)[0] for n in range(pages)]
    for code, what, strengths in _DEFECTS:
        for strength, spoil in strengths:
            count: Counter[str] = Counter()
            for seed, scan in enumerate(scans):
                dpi = round(float(strength) if code == "low-resolution" else _DPI)
                count.update(_judged(spoil(scan, seed), dpi, seconds, stated=True))
            false = sum(count.values()) - count[code]
            yield [code, what, strength, str(pages), str(count[code]), str(false)]


def _judged(pixels: np.ndarray, dpi: int, seconds: list[float], *, stated: bool) -> list[str]:
    """Return the codes of the warnings of a page that was saved as a scanner does."""
    if pixels.dtype == np.bool_:
        shown = np.where(pixels, 255, 0).astype(np.uint8)
    else:
        data = io.BytesIO()
        Image.fromarray(pixels).save(data, "JPEG", quality=75)
        shown = np.asarray(Image.open(data))
    resolution = float(dpi), float(dpi)
    gray = to_gray(shown)
    started = time.thread_time()
    notices = quality_of(gray, taken(shown, resolution if stated else None, resolution))
    seconds.append(time.thread_time() - started)
    return [notice.code for notice in notices]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
