"""Layouts after papers of many offices, read exactly: no owner is ever another's, and little is missed."""

import datetime as dt
import functools
from collections.abc import Callable

import pytest

from archive.values.description import Description, Role
from benchmarks.describing import is_right
from desk.pipeline.types import rules_without_archive
from digitize.describe.describer import RuleDescriber
from fixtures.elsewhere.catalogue import elsewhere_paper
from fixtures.further.catalogue import further_paper
from fixtures.others.catalogue import other_paper
from fixtures.papers.catalogue import KINDS
from fixtures.papers.paper import Paper
from fixtures.papers.truth import Truth
from fixtures.readings.exact import exact

_TODAY = dt.date(2026, 3, 2)
_RULES = rules_without_archive(_TODAY)
_LISTED = {rule.slug: rule.fields for rule in _RULES}
_SEEDS = (31_007, 31_020)


@functools.cache
def _described(draw: Callable[[str, int], Paper], slug: str, seed: int) -> tuple[Truth, Description]:
    made = draw(slug, seed)
    return made.truth, RuleDescriber().describe(exact(made), types=_RULES, today=_TODAY).papers[0]


@pytest.mark.parametrize("draw", [other_paper, further_paper, elsewhere_paper])
def test_papers_of_other_offices_are_described(draw: Callable[[str, int], Paper]) -> None:
    printed = right = wrong = kinds = 0
    for seed in _SEEDS:
        for slug in KINDS:
            truth, said = _described(draw, slug, seed)
            kinds += said.type == slug
            for name in _LISTED[slug]:
                value, field = truth.fields.get(name), said.fields.get(name)
                printed += value is not None
                good = field is not None and is_right(name, value, field.value)
                right += good
                wrong += field is not None and value is not None and not good
            owner = said.fields.get("owner_id")
            assert owner is None or owner.value == truth.fields.get("owner_id"), (slug, seed)
    assert kinds >= 0.98 * len(_SEEDS) * len(KINDS)
    assert right >= 0.95 * printed
    assert wrong <= 0.02 * printed


def test_who_is_only_named_is_never_the_owner() -> None:
    for seed in _SEEDS:
        for slug in KINDS:
            truth, said = _described(further_paper, slug, seed)
            named = {p.owner for p in truth.parties if p.role is Role.NAMED and p.owner is not None}
            owned = {p.owner for p in said.parties if p.role not in (Role.NAMED, Role.PARENT)}
            mine = {p.owner for p in truth.parties if p.role is not Role.NAMED}
            assert not (named - mine) & owned, (slug, seed)
