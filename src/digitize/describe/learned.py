"""A learned opinion on the type of a paper: which short pieces of its words papers of each type have.

A linear model over hashed pieces of three to five letters, of the head and of the whole first page
(`scripts/train_describing`). Must not know rules; of a type that it did not learn it has no opinion.
"""

import dataclasses as dc
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from digitize.describe.folding import fold
from digitize.describe.layout import Sheet

WEIGHTS = Path(__file__).parent / "data/types.npz"

_HEAD, _WHOLE = 450, 3500
"""Letters of the two zones."""
_LENGTHS = (3, 4, 5)
_BITS = 14
_FACTOR = np.uint32(0x01000193)

Features = npt.NDArray[np.float32]
"""Numbers of both zones one after the other, each of length 1."""


def text_of(sheet: Sheet) -> str:
    """Return what the model looks at: the lines of a first page."""
    return "\n".join(line.text for line in sheet.lines)


def features(text: str) -> Features:
    """Return the features of a paper's text, printed lines in reading order."""
    plain = f" {re.sub(r'[^a-z0-9/]+', ' ', fold(text)).strip()} "
    letters = np.frombuffer(plain[:_WHOLE].encode("ascii"), np.uint8).astype(np.uint32)
    return np.concatenate([_zone(letters[:_HEAD]), _zone(letters)])


def _zone(letters: npt.NDArray[np.uint32]) -> Features:
    counts = np.zeros(1 << _BITS, np.float32)
    for length in _LENGTHS:
        if len(letters) < length:
            break
        hashed = np.full(len(letters) - length + 1, length, np.uint32)
        for at in range(length):
            hashed = hashed * _FACTOR + letters[at : len(letters) - length + at + 1]
        hashed ^= hashed >> np.uint32(15)
        counts += np.bincount(hashed & np.uint32((1 << _BITS) - 1), minlength=1 << _BITS)
    damped = np.log1p(counts)
    return np.asarray(damped / max(1e-6, float(np.linalg.norm(damped))), dtype=np.float32)


@dc.dataclass(frozen=True, slots=True)
class TypeModel:
    """The loaded weights.

    Attributes:
        slugs: the types that it learned, `khac` among them.
        weights: features × types.
        bias: of each type.
    """

    slugs: tuple[str, ...]
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]

    def likely(self, text: str) -> Mapping[str, float]:
        """Return how likely each learned type is; the numbers sum up to 1."""
        raw = features(text) @ self.weights + self.bias
        powers = np.exp(raw - raw.max())
        return dict(zip(self.slugs, (powers / powers.sum()).tolist(), strict=True))


@cache
def shipped() -> TypeModel:
    """Load the weights that are shipped."""
    with np.load(WEIGHTS, allow_pickle=False) as kept:
        return TypeModel(
            tuple(kept["slugs"].tolist()), kept["weights"].astype(np.float32), kept["bias"].astype(np.float32)
        )
