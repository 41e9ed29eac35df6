"""Where everything random comes from: one seed gives the same lines again."""

import dataclasses as dc
import random

import numpy as np


@dc.dataclass(frozen=True, slots=True)
class Chance:
    """Random numbers, one by one and by the picture.

    Attributes:
        one: choices and single numbers.
        many: numbers for every pixel.
    """

    one: random.Random
    many: np.random.Generator

    @classmethod
    def of(cls, seed: int) -> "Chance":
        """Start at `seed`."""
        return cls(random.Random(seed), np.random.default_rng(seed))
