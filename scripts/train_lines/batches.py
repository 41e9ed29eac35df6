"""Puts drawn lines of like width together, so that little white is learned; runs in a process of its own.

Must not know torch.
"""

import dataclasses as dc
from collections.abc import Iterator
from itertools import pairwise
from multiprocessing.queues import Queue
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from scripts.train_lines.alphabet import SIGNS
from scripts.train_lines.cut import ROWS
from scripts.train_lines.draw import Drawer, Drawn
from scripts.train_lines.faces import Faces
from scripts.train_lines.words import load

WIDTHS = (96, 160, 256, 384, 512, 640, 768, 896, 1024, 1152, 1280, 1408)
"""Columns of batches; all can be parted by 8, as the network wants."""
COLUMNS = 16_384
"""Of a batch, all lines together."""
_STEP = 4
WRITTEN_STEP = 8
"""Columns for which the network says at once whether a hand wrote them."""
_PLACE = {sign: place for place, sign in enumerate(SIGNS)}


@dc.dataclass(frozen=True, slots=True)
class Batch:
    """Lines of like width.

    Attributes:
        ink: lines × `ROWS` × columns, ink 255 on paper 0.
        targets: for each line the places of its signs in the alphabet.
        written: lines × columns / `WRITTEN_STEP`: whether a hand wrote there.
    """

    ink: npt.NDArray[np.uint8]
    targets: list[list[int]]
    written: npt.NDArray[np.bool_]


def target(line: Drawn) -> list[int] | None:
    """Return the places of a line's signs; None where it has too few columns for CTC to spell them.

    CTC needs a step for every sign, and a blank between two that are the same; two more leave it choice.
    """
    places = [_PLACE[sign] for sign in line.text]
    needed = len(places) + sum(one == other for one, other in pairwise(places)) + 2
    return places if line.ink.shape[1] // _STEP >= needed else None


def batches(drawer: Drawer) -> Iterator[Batch]:
    """Draw without end."""
    waiting: dict[int, list[tuple[Drawn, list[int]]]] = {width: [] for width in WIDTHS}
    while True:
        line = drawer.line(WIDTHS[-1])
        places = target(line)
        if places is None:
            continue
        width = next(width for width in WIDTHS if line.ink.shape[1] <= width)
        waiting[width].append((line, places))
        if len(waiting[width]) * width >= COLUMNS:
            yield _batch(width, waiting[width])
            waiting[width] = []


def _batch(width: int, lines: list[tuple[Drawn, list[int]]]) -> Batch:
    ink = np.zeros((len(lines), ROWS, width), np.uint8)
    written = np.zeros((len(lines), width // WRITTEN_STEP), np.bool_)
    for row, (line, _) in enumerate(lines):
        ink[row, :, : line.ink.shape[1]] = line.ink
        for left, right in line.written:
            written[row, max(0, round(left / WRITTEN_STEP)) : max(0, round(right / WRITTEN_STEP))] = True
    return Batch(ink, [places for _, places in lines], written)


def draw_into(queue: "Queue[Batch]", corpus: Path, faces: Faces, seed: int) -> None:
    """Put batches into `queue` without end."""
    cv2.setNumThreads(1)
    for batch in batches(Drawer(faces, load(corpus, seed), seed)):
        queue.put(batch)
