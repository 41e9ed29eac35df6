"""The tables of reading: by condition, all drawn pages together, and the pages that readers fail on."""

from collections.abc import Callable, Sequence

from benchmarks.measures import show
from benchmarks.samples import REAL, Sample
from benchmarks.scores import Score, total
from fixtures.scenes import LEADERS

_HEADS = ("condition", "pages", "CER %", "WER %", "WER % any order", "CER % bare", "CPU s", "wall s")
_COUNTS = {
    "framed": ("letters", 30.0),
    "phone": ("words", 25.0),
    "worn": ("words", 15.0),
    "recopied": ("words", 15.0),
}
"""A poor page counts where the bare program has at least so many errors (percent): others are not poor."""

Rows = list[tuple[Sample, list[Score]]]
"""Each page with the score of each reader."""
Wanted = Callable[[Sample], bool]


def report(rows: Rows, names: Sequence[str]) -> None:
    """Print a row for each condition, for all drawn pages, and the ratios."""
    conditions = list(dict.fromkeys(page.condition for page, _ in rows))
    table = [_cells(name, _of(rows, _in(name))) for name in conditions]
    drawn_pages = _of(rows, lambda page: page.condition != REAL)
    if drawn_pages[0].pages:
        table.append(_cells("all drawn", drawn_pages))
        table += _ratios(drawn_pages, names)
    print(f"each cell: {' / '.join(names)}; seconds are of one page")
    show(_HEADS, table)
    whole = _of(rows, lambda _page: True)
    for name, score in zip(names, whole, strict=True):
        memory, copy = score.effort.peak / 1e6, score.size / score.pages / 1e3
        print(f"{name}: peak memory {memory:.0f} MB, {copy:.0f} kB a copy")


def poor_pages(rows: Rows, names: Sequence[str]) -> None:
    """Print the conditions that readers fail on, with only the pages that the bare program fails on."""
    table = []
    for condition, (what, least) in _COUNTS.items():
        bad = [row for row in rows if _in(condition)(row[0]) and getattr(row[1][0], what).percent >= least]
        if not bad:
            continue
        scores = _of(bad, _in(condition))
        words = [score.words.percent for score in scores]
        ratio = words[-1] / min(words[:-1])
        table.append(
            [condition, str(len(bad)), " / ".join(f"{share:.1f}" for share in words), f"{ratio:.2f}"]
        )
    show(("poor pages that count", "pages", f"WER % {' / '.join(names)}", "sohoa : better of both"), table)
    hard = _of(rows, lambda page: page.condition in (LEADERS, *_COUNTS))
    print(f"forms with leaders and hard scans: WER ratio to {names[-2]} {_ratio(hard, -2):.2f}")


def _in(condition: str) -> Wanted:
    return lambda page: page.condition == condition


def _of(rows: Rows, wanted: Wanted) -> list[Score]:
    """Return the sums of each reader over the pages that are wanted."""
    chosen = [scores for page, scores in rows if wanted(page)]
    if not chosen:
        return [Score() for _ in rows[0][1]]
    return [total(column) for column in zip(*chosen, strict=True)]


def _ratio(scores: Sequence[Score], other: int) -> float:
    there = scores[other].words.percent
    return scores[-1].words.percent / there if there else 0.0


def _ratios(scores: Sequence[Score], names: Sequence[str]) -> list[list[str]]:
    ours = scores[-1].figures
    rows = []
    for name, score in zip(names[:-1], scores[:-1], strict=True):
        ratios = [
            f"{here / there:.2f}" if there else "–" for here, there in zip(ours, score.figures, strict=True)
        ]
        rows.append([f"{names[-1]} : {name}", "", *ratios])
    return rows


def _cells(name: str, row: Sequence[Score]) -> list[str]:
    columns = zip(*(score.figures for score in row), strict=True)
    return [
        name,
        str(row[0].pages),
        *(" / ".join(f"{figure:.2f}" for figure in column) for column in columns),
    ]


def errors(rows: Rows) -> dict[str, list[float]]:
    """Return the WER of each reader by condition."""
    conditions = dict.fromkeys(page.condition for page, _ in rows)
    return {name: [score.words.percent for score in _of(rows, _in(name))] for name in conditions}
