"""Measures what confidences are worth: `python -m scripts.train_describing.trust` writes `data/trust.json`.

Each family of layouts is described by an opinion on types that learned from the others. Needs scikit-learn
(group `train`).
"""

import datetime as dt
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from unittest import mock

import numpy as np
from sklearn.linear_model import LogisticRegression

from archive.values.description import OTHER_TYPE
from benchmarks.describing import is_right
from desk.pipeline.types import rules_without_archive
from digitize.describe import evidence, types
from digitize.describe.describer import RuleDescriber
from digitize.describe.trust import FILE, features_of_field, features_of_type
from scripts.train_describing.examples import FAMILIES, SEED, readings
from scripts.train_describing.types import learned

_TODAY = dt.date(2026, 3, 2)
_OTHER_SEEDS = 500
"""Beyond those that the opinion on types learned from."""

_ENOUGH = 200
"""Values that a rule must have found to be trusted by itself."""

Case = tuple[str, tuple[float, ...], bool]
"""What was said (a field, a rule, `type` or `khac`), its evidence, and whether it was right."""


def main(words: Sequence[str] = ()) -> int:
    """Describe, compare, fit, write."""
    seeds = int(words[0]) if words else 8
    cases: dict[str, list[tuple[tuple[float, ...], bool]]] = defaultdict(list)
    for family in FAMILIES:
        model = learned([other for other in FAMILIES if other != family], seeds)
        start = SEED + _OTHER_SEEDS
        with mock.patch.object(types, "shipped", lambda model=model: model):
            for name, seen, right in _cases(family, range(start, start + seeds)):
                cases[name].append((seen, right))
    cases = {name: every for name, every in cases.items() if "." not in name or len(every) >= _ENOUGH}
    said = {name: _fitted(every) for name, every in sorted(cases.items())}
    FILE.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
    for name, every in sorted(cases.items()):
        print(f"{name}: {len(every)} said, {sum(not right for _, right in every)} wrong, {said[name]}")
    return 0


def _cases(family: str, seeds: range) -> Iterator[Case]:
    rules = rules_without_archive(_TODAY)
    wanted = {rule.slug: rule.fields for rule in rules}
    for made, pages in readings(family, seeds):
        seen: dict[float, tuple[float, ...]] = {}
        recorder = _recorder(seen)
        with (
            mock.patch.object(evidence, "field_trust", recorder),
            mock.patch.object(types, "type_trust", lambda sure, *, other=False: sure),
        ):
            batch = RuleDescriber().describe(pages, types=rules, one_paper=True, today=_TODAY)
        said = batch.papers[0]
        kind = OTHER_TYPE if said.type == OTHER_TYPE else "type"
        yield kind, features_of_type(said.type_confidence), said.type == made.truth.type
        for name, field in said.fields.items():
            if name in wanted[made.truth.type] and field.confidence in seen:
                right = is_right(name, made.truth.fields.get(name), field.value)
                yield name, seen[field.confidence], right
                yield field.rule, seen[field.confidence], right


def _recorder(seen: dict[float, tuple[float, ...]]):  # noqa: ANN202 - stands in for field_trust
    """Return a stand-in that gives each field a number of its own and keeps its evidence."""

    def record(name: str, rule: str, weight: float, words: float) -> float:
        number = 1 + len(seen) / 1e6
        seen[number] = features_of_field(weight, words)
        return number

    return record


def _fitted(cases: Sequence[tuple[tuple[float, ...], bool]]) -> list[float]:
    """Return base and slopes of a logistic curve; two more cases, half right, keep it from being certain.

    More evidence is never trusted less: where the few wrong ones would have it so, it counts for nothing.
    """
    features = np.array([seen for seen, _ in cases])
    middle = features.mean(axis=0)
    right = np.array([*(right for _, right in cases), True, False])
    used = np.ones(features.shape[1])
    for _ in used:
        curve = LogisticRegression(C=10.0).fit(np.vstack([features, middle, middle]) * used, right)
        if (curve.coef_[0] * used >= 0).all():
            break
        used[(curve.coef_[0] * used).argmin()] = 0
    return [round(float(number), 3) for number in (*curve.intercept_, *(curve.coef_[0] * used))]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
