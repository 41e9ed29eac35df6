"""Trains the opinion on types: `python -m scripts.train_describing.types [SEEDS]` writes `data/types.npz`.

Needs scikit-learn (group `train`).
"""

import random
import sys
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from archive.values.description import OTHER_TYPE
from digitize.describe.learned import WEIGHTS, TypeModel, features
from scripts.train_describing.examples import FAMILIES, SEED, readings, shown
from scripts.train_describing.unlisted import unlisted

_UNLISTED = 12
"""Papers of no listed type for each seed."""
_LOOSENESS = 30.0


def main(words: Sequence[str] = ()) -> int:
    """Draw, learn, write."""
    model = learned(FAMILIES, int(words[0]) if words else 16)
    WEIGHTS.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        WEIGHTS,
        slugs=np.array(model.slugs),
        weights=model.weights.astype(np.float16),
        bias=model.bias.astype(np.float32),
    )
    print(f"{len(model.slugs)} types, {WEIGHTS.stat().st_size} bytes")
    return 0


def learned(families: Iterable[str], seeds: int) -> TypeModel:
    """Return the model that learned from `seeds` papers of each type and family."""
    slugs, texts = zip(*_examples(families, seeds), strict=True)
    seen = csr_matrix(np.stack([features(text) for text in texts]))
    learner = LogisticRegression(C=_LOOSENESS, max_iter=300).fit(seen, slugs)
    return TypeModel(tuple(learner.classes_.tolist()), learner.coef_.T, learner.intercept_)


def _examples(families: Iterable[str], seeds: int) -> Iterator[tuple[str, str]]:
    for family in families:
        rng = random.Random(f"{family} {seeds}")
        for made, pages in readings(family, range(SEED, SEED + seeds)):
            yield made.truth.type, shown(pages[0], rng)
    rng = random.Random(f"unlisted {seeds}")
    for _ in range(_UNLISTED * seeds):
        yield OTHER_TYPE, "\n".join(unlisted(rng))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
