"""The network itself: how likely each sign stands at each place of a line, and whether a hand wrote there.

Must not know pages or words. The weights are our own: scripts/train_lines tells how they were made.
"""

import dataclasses as dc
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from digitize.network.strips import ROWS, Ink

STEP = 4
"""Columns of a line for each row of scores."""
WEIGHTS = Path(__file__).parent / "data/lines.onnx"


@dc.dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of one line.

    Attributes:
        signs: steps × (signs + 1): probabilities, the last is that of no sign (CTC's blank).
        written: half as many steps: probability that a hand wrote there.
    """

    signs: npt.NDArray[np.float32]
    written: npt.NDArray[np.float32]


_TOGETHER = 6
_WIDER = 1.12
"""Lines are read together while the widest is so many times as wide as the narrowest: white costs time."""


class Network:
    """The loaded weights; one thread, no thread of its own, so that a process that loaded it may fork."""

    def __init__(self, file: Path = WEIGHTS) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
        kept = self._session.get_modelmeta().custom_metadata_map
        self.signs, self.version = kept["signs"], kept["version"]

    def scores(self, lines: Sequence[Ink]) -> list[Scores]:
        """Score each of `lines`."""
        found: dict[int, Scores] = {}
        for group in _groups([line.shape[1] for line in lines]):
            wide = -(-max(lines[at].shape[1] for at in group) // 8) * 8 + 8
            batch = np.zeros((len(group), 1, ROWS, wide), dtype=np.float32)
            for row, at in enumerate(group):
                batch[row, 0, :, : lines[at].shape[1]] = lines[at]
            raw, written = self._session.run(["y", "written"], {"x": batch})
            for row, at in enumerate(group):
                steps = lines[at].shape[1] // STEP + 1
                hand = _logistic(written[row, : -(-steps // 2)])
                found[at] = Scores(_probabilities(raw[row, :steps]), hand)
        return [found[at] for at in range(len(lines))]


def _groups(widths: Sequence[int]) -> list[list[int]]:
    """Put lines of like width together."""
    groups: list[list[int]] = []
    for at in sorted(range(len(widths)), key=widths.__getitem__):
        if groups and len(groups[-1]) < _TOGETHER and widths[at] <= _WIDER * widths[groups[-1][0]] + 2 * STEP:
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


def _probabilities(raw: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Softmax over the signs."""
    powers = np.exp(raw - raw.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)


def _logistic(raw: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    return np.asarray(1 / (1 + np.exp(-raw)), dtype=np.float32)
