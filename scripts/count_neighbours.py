"""Counts syllables and pairs in a folder of texts: how src/digitize/language/data/neighbours.txt.gz was made.

`python scripts/count_neighbours.py FOLDER [FILE]`: FOLDER holds .md and .txt files of laws, decrees and
circulars. Must not keep anything that was counted seldom: a rare pair could be a piece of a text.
"""

import gzip
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from digitize.language.syllables import is_syllable

SINGLE, PAIR = 20, 20
"""Least times of a syllable and of a pair that is kept."""
_PIECES = re.compile(r"[^\W\d_]+|[^\s,]")
_FILE = Path("src/digitize/language/data/neighbours.txt.gz")


def count(texts: Iterator[str]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Count syllables, and pairs with nothing but white space or a comma between them."""
    singles: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        before = ""
        for piece in _PIECES.findall(unicodedata.normalize("NFC", text)):
            syllable = piece.lower()
            if not is_syllable(syllable):
                before = ""
                continue
            singles[syllable] += 1
            if before:
                pairs[before, syllable] += 1
            before = syllable
    return singles, pairs


def write(file: Path, singles: Counter[str], pairs: Counter[tuple[str, str]]) -> None:
    """Write what was counted often enough, sorted, so that the same counts give the same bytes."""
    kept = {syllable for syllable, times in singles.items() if times >= SINGLE}
    lines = [f"{syllable} {singles[syllable]}" for syllable in sorted(kept)]
    lines += [
        f"{first} {second} {times}"
        for (first, second), times in sorted(pairs.items())
        if times >= PAIR and first in kept and second in kept
    ]
    data = "\n".join(lines).encode()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(data, 9, mtime=0))
    print(f"{file}: {len(kept)} syllables, {len(lines) - len(kept)} pairs of {sum(singles.values())} counted")


def main(words: list[str]) -> None:
    """Count a folder."""
    folder, file = Path(words[0]), Path(words[1]) if len(words) > 1 else _FILE
    texts = sorted((*folder.rglob("*.md"), *folder.rglob("*.txt")))
    write(file, *count(path.read_text("utf-8", "replace") for path in texts))


if __name__ == "__main__":
    main(sys.argv[1:])
