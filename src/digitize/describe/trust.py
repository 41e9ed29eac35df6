"""What a confidence is worth: how often papers on which it was that high came out right.

Measured on drawn papers that are misread as scans are (`scripts/train_describing/trust.py`), kept in
`data/trust.json`.
Must not know rules.
"""

import json
import math
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "data/trust.json"

_ELSEWHERE = 2.0
"""How many times as often rules err on layouts that they were not tried on: two to three times (measured)."""
_HIGHEST = 0.999
"""No reading is as sure as an officer's word."""
_IN_DOUBT = 0.6
"""A rule that gives no more says that something was made up for: too rare for a curve to learn from."""
_DOUBTED = 0.9
"""Words that the recogniser doubts more are right less often than rules know: on drawn scans, of the fields
with such a word that the curves alone trust by 0.9 or more, one in six was wrong."""
_UNKNOWN = (-2.0, 1.0, 0.8)
"""For fields that no drawn paper had."""


def type_trust(sure: float, *, other: bool = False) -> float:
    """Return how often a type that was found with the evidence `sure` is the right one.

    Args:
        sure: 0 to 1.
        other: no type of the catalogue was found.
    """
    return _share("khac" if other else "type", features_of_type(sure))


def field_trust(name: str, rule: str, weight: float, words: float) -> float:
    """Return how often a field is right.

    Args:
        name: of the field, for rules that are too rare for a curve of their own.
        rule: that found it.
        weight: 0 to 1, how sure the rule is where every word was read right.
        words: confidence of the word that was read with most doubt, 0 to 1.
    """
    share = _share(rule if rule in _curves() else name, features_of_field(weight, words))
    share = min(share, weight) if weight <= _IN_DOUBT else share
    return min(share, round(max(words, 0.5), 3)) if words < _DOUBTED else share


def features_of_type(sure: float) -> tuple[float, ...]:
    """Return what the curve of types looks at."""
    return (_odds(sure),)


def features_of_field(weight: float, words: float) -> tuple[float, ...]:
    """Return what the curves of fields look at: odds of the rule, and how many nines the reading has.

    The recogniser's scale is fine near 1: 0.9999 is surer than 0.99 by as much as 0.99 is than 0.
    """
    return _odds(weight), -math.log10(1 - min(max(words, 0.0), 1.0) + 1e-4)


def _odds(share: float) -> float:
    inside = min(max(share, 0.001), 0.999)
    return math.log(inside / (1 - inside))


def _share(name: str, features: tuple[float, ...]) -> float:
    base, *slopes = _curves().get(name, _UNKNOWN)
    odds = base + sum(slope * feature for slope, feature in zip(slopes, features, strict=False))
    doubt = _ELSEWHERE / (1 + math.exp(odds))
    return round(min(max(1 - doubt, 0.5 / (1 + doubt)), _HIGHEST), 3)


@cache
def _curves() -> dict[str, tuple[float, ...]]:
    if not FILE.exists():
        return {}
    return {name: tuple(numbers) for name, numbers in json.loads(FILE.read_text(encoding="utf-8")).items()}
