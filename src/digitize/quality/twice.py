"""Says which pages are the same page, by their words and by the places where these stand.

Must not take two papers of one form for one page: what was filled in differs.
"""

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence

from archive.values.reading import Notice, PageText, Word
from digitize.quality.notices import page_twice
from digitize.quality.numbers import page_mark

_LEAST_WORDS = 15
_BACK = 50
"""So many pages before are compared: a sheet comes twice out of one stack, not out of two."""
_SAME_WORDS = 0.9
"""Two scans of one page share nearly all words, misread ones apart."""
_SAME_FILLED = 0.85
"""Two papers of one form share most words, but neither names nor dates and numbers."""
_SAME_PLACE = 0.012
"""Of the page's height, after the two pages were laid on each other: a line is twice as high."""

Bag = Counter[str]


def twice(pages: Sequence[PageText]) -> Iterator[tuple[int, tuple[Notice, ...]]]:
    """Yield the number of each page that came before, with the notice that says so."""
    seen: list[tuple[PageText, Bag]] = []
    for page in pages:
        bag = Counter(word.text for word in page.words)
        if page.blank or bag.total() < _LEAST_WORDS:
            continue
        first = next((other for other, its in seen[-_BACK:] if _same(page, bag, other, its)), None)
        if first is not None:
            yield page.number, (page_twice(first.number),)
        else:
            seen.append((page, bag))


def _same(page: PageText, bag: Bag, other: PageText, its: Bag) -> bool:
    """Say whether two pages have the same words at the same places."""
    if not _SAME_WORDS <= bag.total() / its.total() <= 1 / _SAME_WORDS:
        return False
    if _share(bag, its) < _SAME_WORDS or _numbered_apart(page, other):
        return False
    same = (_share(one, two) for one, two in zip(_filled_in(bag), _filled_in(its), strict=True))
    return all(share >= _SAME_FILLED for share in same) and _same_places(page, other)


def _numbered_apart(page: PageText, other: PageText) -> bool:
    """Say whether two pages say themselves that they are two of one paper: “Trang 1/4” and “Trang 2/4”."""
    one, two = page_mark(0, page), page_mark(0, other)
    return one is not None and two is not None and one.total == two.total and one.number != two.number


def _share(one: Bag, other: Bag) -> float:
    """Return how much of the larger of two bags of words is in both."""
    most = max(one.total(), other.total())
    return (one & other).total() / most if most else 1.0


def _filled_in(bag: Bag) -> tuple[Bag, Bag]:
    """Return numbers, and words with a capital: what differs between two papers of one form."""
    numbers = Counter({text: times for text, times in bag.items() if any(c.isdigit() for c in text)})
    names = Counter({text: times for text, times in bag.items() if text[:1].isupper()})
    return numbers, names


def _same_places(page: PageText, other: PageText) -> bool:
    """Say whether words that stand once on each page stand at the same places, all shifted alike."""
    here, there = _places(page), _places(other)
    moves = [
        (here[text][0] - there[text][0], here[text][1] - there[text][1])
        for text in here.keys() & there.keys()
    ]
    if not moves:
        return False
    across, down = (statistics.median(move[way] for move in moves) for way in (0, 1))
    off = statistics.median(max(abs(x - across), abs(y - down)) for x, y in moves)
    return off < _SAME_PLACE


def _places(page: PageText) -> dict[str, tuple[float, float]]:
    """Return the middle of each word that stands once on a page, in heights of the page."""
    once = {text for text, times in Counter(word.text for word in page.words).items() if times == 1}
    return {word.text: _middle(word, page) for word in page.words if word.text in once}


def _middle(word: Word, page: PageText) -> tuple[float, float]:
    """Return where a word stands, upright, in heights of the upright page."""
    x, y = (word.box.left + word.box.right) / 2, (word.box.top + word.box.bottom) / 2
    width, height = float(page.width), float(page.height)
    turned = {0: (x, y), 90: (y, width - x), 180: (width - x, height - y), 270: (height - y, x)}[
        page.rotation
    ]
    upright = width if page.rotation in (90, 270) else height
    return turned[0] / upright, turned[1] / upright
