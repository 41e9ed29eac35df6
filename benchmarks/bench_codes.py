"""How many codes are read: turned by any angle, faint, copied, and half under a seal.

A code counts where zxing's own reader finds it on the page as printed. `python -m benchmarks.bench_codes`.
Must not judge what codes say.
"""

import argparse
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import zxingcpp
from PIL import Image

from archive.values.reading import Box
from benchmarks.measures import OUR_SEED, machine, show
from digitize.codes.scan import scan_codes
from digitize.prepare.gray import to_gray
from fixtures.papers.catalogue import KINDS, paper
from fixtures.papers.picture import DPI, Pixels, draw
from fixtures.papers.sheet import Sheet
from fixtures.scans import ink, light
from fixtures.scans.conditions import CONDITIONS

_SEAL = round(ink.SEAL_MM / 25.4 * DPI)
"""Diameter in pixels."""


def main(words: Sequence[str] = ()) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=6, help="papers a type")
    asked = parser.parse_args(words)
    print(machine())
    printed, read, seconds = Counter[str](), Counter[str](), defaultdict[str, float](float)
    for sheet, page, payload, box, seed in _codes(asked.seeds):
        for name, treat in _TREATMENTS.items():
            scanned = treat(page, sheet, box, seed)
            if scanned.dtype == np.bool_:  # a fax
                scanned = scanned.astype(np.uint8) * np.uint8(255)
            gray = to_gray(scanned)
            start = time.process_time()
            found = scan_codes(scanned, gray, DPI, 1)
            seconds[name] += time.process_time() - start
            printed[name] += 1
            read[name] += payload in {code.payload for code in found}
    rows = [
        (
            name,
            str(printed[name]),
            str(read[name]),
            f"{read[name] / printed[name]:.1%}",
            f"{seconds[name] / printed[name]:.3f}",
        )
        for name in _TREATMENTS
    ]
    show(("condition", "codes", "read", "share", "CPU s"), rows)
    return 0


def _codes(seeds: int) -> Iterator[tuple[Sheet, Pixels, str, Box, int]]:
    """Yield the codes of the fixtures that zxing finds on the page as drawn."""
    for seed in range(OUR_SEED, OUR_SEED + seeds):
        for slug in KINDS:
            for sheet in paper(slug, seed).sheets:
                page = draw(sheet)
                for code in zxingcpp.read_barcodes(page) if sheet.codes else ():
                    corners = code.position.top_left, code.position.bottom_right
                    box = Box(corners[0].x, corners[0].y, corners[1].x, corners[1].y)
                    yield sheet, page, code.text, box, seed


def _turned(page: Pixels, sheet: Sheet, box: Box, seed: int) -> Pixels:
    angle = random.Random(seed).uniform(0, 360)
    way = Image.Resampling.BICUBIC
    turned = Image.fromarray(page).rotate(angle, way, expand=True, fillcolor=(255, 255, 255))
    return _scanned(np.asarray(turned), seed)


def _half_sealed(page: Pixels, box: Box, seed: int) -> Pixels:
    """Press a seal so that its rim goes through the middle of the code."""
    angle = random.Random(seed).uniform(0, 2 * np.pi)
    across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    centre = across + np.cos(angle) * _SEAL / 2, down + np.sin(angle) * _SEAL / 2
    return ink.stamp(page, "ỦY BAN NHÂN DÂN XÃ TÂN LẬP", centre, seed)


def _scanned(page: Pixels, seed: int) -> Pixels:
    return light.noise(light.soften(light.tone(page)), seed)


def _sealed(page: Pixels, sheet: Sheet, box: Box, seed: int) -> Pixels:
    return _scanned(_half_sealed(page, box, seed), seed)


def _sealed_and_copied(page: Pixels, sheet: Sheet, box: Box, seed: int) -> Pixels:
    return light.photocopy(_half_sealed(page, box, seed), seed)


def _as(condition: str) -> Callable[[Pixels, Sheet, Box, int], Pixels]:
    return lambda page, sheet, box, seed: CONDITIONS[condition](page, sheet, seed)


_TREATMENTS: dict[str, Callable[[Pixels, Sheet, Box, int], Pixels]] = {
    **{name: _as(name) for name in CONDITIONS},
    "any angle": _turned,
    "half under a seal": _sealed,
    "half under a seal, copied": _sealed_and_copied,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
