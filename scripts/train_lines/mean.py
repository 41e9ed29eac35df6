"""Writes the mean of two trainings of one network: it often reads better than either.

`python -m scripts.train_lines.mean A.pt 0.7 B.pt 0.3 MEAN.pt`. The second must have gone on from the first.
"""

import sys
from pathlib import Path

import torch


def mean(first: Path, share: float, second: Path, other: float, file: Path) -> None:
    """Write the mean of the weights, each counted by its share."""
    ones, others = (torch.load(each, map_location="cpu") for each in (first, second))
    weights = {
        name: one * share + others[name] * other if one.is_floating_point() else others[name]
        for name, one in ones.items()
    }
    torch.save(weights, file)


if __name__ == "__main__":
    one, share, two, other, file = sys.argv[1:]
    mean(Path(one), float(share), Path(two), float(other), Path(file))
