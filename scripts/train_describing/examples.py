"""Drawn papers to learn from: the families of layouts that rules were tried on, misread as scans are.

Must not draw a seed of tests and benchmarks.
"""

import random
from collections.abc import Callable, Iterator, Sequence

from archive.values.reading import PageText
from digitize.describe.learned import text_of
from digitize.describe.page_look import look_at
from fixtures.elsewhere.catalogue import elsewhere_paper
from fixtures.further.catalogue import further_paper
from fixtures.others.catalogue import other_paper
from fixtures.papers.catalogue import KINDS, paper
from fixtures.papers.paper import Paper
from fixtures.readings.exact import exact
from fixtures.readings.misread import misread
from fixtures.templates.catalogue import template_paper

SEED = 60_000
FAMILIES: dict[str, Callable[[str, int], Paper]] = {
    "papers": paper,
    "others": other_paper,
    "further": further_paper,
    "elsewhere": elsewhere_paper,
    "templates": template_paper,
}
TIERS = ("standard", "hard")


def readings(family: str, seeds: range) -> Iterator[tuple[Paper, list[PageText]]]:
    """Yield papers of a family with a standard and a hard reading of each."""
    for seed in seeds:
        for slug in KINDS:
            made = FAMILIES[family](slug, seed)
            pages = exact(made)
            for tier in TIERS:
                yield made, misread(pages, tier, seed)


def shown(page: PageText, rng: random.Random | None = None) -> str:
    """Return the text of a first page as the opinion on types sees it; with `rng` at times in part.

    Without its first lines, without some lines or without capitals the body has to tell.
    """
    lines: Sequence[str] = text_of(look_at(page).sheet).split("\n")
    if rng is None:
        return "\n".join(lines)
    if rng.random() < 0.25:
        lines = lines[rng.randint(0, len(lines) // 3) :]
    if rng.random() < 0.5:
        lines = [line for line in lines if rng.random() < 0.85]
    if rng.random() < 0.2:
        lines = [line for line in lines if not line.isupper()]
    return "\n".join(lines)
