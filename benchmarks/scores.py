"""How well some pages were read: shares of errors, effort, size of what was written.

Must not read anything.
"""

import dataclasses as dc
from collections.abc import Iterable

from benchmarks.measures import Effort, bare, edits, plain, unordered_edits


@dc.dataclass(slots=True)
class Share:
    """Errors, and the length that they are a share of; long pages weigh more than short ones."""

    errors: int = 0
    length: int = 0

    def add(self, errors: int, length: int) -> None:
        """Add those of a page."""
        self.errors += errors
        self.length += length

    @property
    def percent(self) -> float:
        """The share in percent; 0 of nothing."""
        return 100 * self.errors / self.length if self.length else 0.0


@dc.dataclass(slots=True)
class Score:
    """What one reader made of some pages.

    Attributes:
        letters, words: edits in reading order (CER, WER).
        unordered: words in any order.
        bare: letters without diacritics.
        effort: of reading, and of writing the copy where the reader writes one.
        size: bytes that were written.
    """

    pages: int = 0
    letters: Share = dc.field(default_factory=Share)
    words: Share = dc.field(default_factory=Share)
    unordered: Share = dc.field(default_factory=Share)
    bare: Share = dc.field(default_factory=Share)
    effort: Effort = dc.field(default_factory=Effort)
    size: int = 0

    def judge(self, truth: str, read: str) -> None:
        """Count the errors of one page."""
        wanted, got = plain(truth), plain(read)
        words, others = wanted.split(), got.split()
        self.pages += 1
        self.letters.add(edits(wanted, got), len(wanted))
        self.words.add(edits(words, others), len(words))
        self.unordered.add(unordered_edits(words, others), len(words))
        self.bare.add(edits(bare(wanted), bare(got)), len(bare(wanted)))

    @property
    def figures(self) -> tuple[float, ...]:
        """CER, WER, WER in any order, CER without diacritics (percent); CPU and wall seconds a page."""
        shares = (self.letters, self.words, self.unordered, self.bare)
        seconds = (self.effort.cpu / self.pages, self.effort.wall / self.pages)
        return (*(share.percent for share in shares), *seconds)


def total(scores: Iterable[Score]) -> Score:
    """Return the score of all pages together."""
    whole = Score()
    for score in scores:
        whole.pages += score.pages
        whole.size += score.size
        for name in ("letters", "words", "unordered", "bare"):
            share: Share = getattr(score, name)
            getattr(whole, name).add(share.errors, share.length)
        whole.effort.cpu += score.effort.cpu
        whole.effort.wall += score.effort.wall
        whole.effort.peak = max(whole.effort.peak, score.effort.peak)
    return whole
