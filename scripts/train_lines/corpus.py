"""Cleans a folder of texts of laws to paragraphs.

`python -m scripts.train_lines.corpus FOLDER FILE.txt.gz [TRUTH]`: FOLDER holds .md and .txt files of laws,
decrees and circulars, TRUTH the truth of real scans (JSON lines, `text` a list of lines). Must not let
through a paragraph that shares eight words in a row with it: the network would be measured on what it was
shown.
"""

import gzip
import json
import random
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

SHARED = 8
"""Words in a row that make a paragraph one of the truth."""
_LEAST_WORDS, _MOST_WORDS, _MOST_SIGNS = 4, 400, 40
_MOST_OF_A_FILE = 1500
_MOST_OF_ALL = 26_000_000
"""Signs: more would fill memory, since every process that draws holds all."""
_MARKUP = re.compile(r"[*_`#>|\\]+|<[^>]*>|\[|\]\([^)]*\)|-{3,}|\.{4,}")


def runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    """Return all runs of `SHARED` words."""
    return {tuple(words[at : at + SHARED]) for at in range(len(words) - SHARED + 1)}


def paragraphs(text: str, truth: set[tuple[str, ...]]) -> Iterator[str]:
    """Return the paragraphs of one text that are neither table rests nor part of the truth."""
    for line in unicodedata.normalize("NFC", text).split("\n"):
        words = _MARKUP.sub(" ", line).split()
        if not _LEAST_WORDS <= len(words) <= _MOST_WORDS or max(map(len, words)) > _MOST_SIGNS:
            continue
        if not runs([word.lower() for word in words]) & truth:
            yield " ".join(words)


def collect(texts: Iterator[str], truth: set[tuple[str, ...]]) -> list[str]:
    """Return every paragraph once, in an order by chance, up to `_MOST_OF_A_FILE` of each text."""
    found: dict[str, None] = {}
    for text in texts:
        new = 0
        for paragraph in paragraphs(text, truth):
            if paragraph not in found and new < _MOST_OF_A_FILE:
                found[paragraph] = None
                new += 1
    kept = list(found)
    random.Random(1).shuffle(kept)
    return kept


def truth_of(file: Path) -> set[tuple[str, ...]]:
    """Return the runs of words of a file of truths."""
    found: set[tuple[str, ...]] = set()
    for line in file.read_text("utf-8").splitlines():
        text = unicodedata.normalize("NFC", " ".join(json.loads(line)["text"]))
        found |= runs(text.lower().split())
    return found


def main(words: list[str]) -> None:
    """Clean a folder."""
    folder, file = Path(words[0]), Path(words[1])
    truth = truth_of(Path(words[2])) if len(words) > 2 else set()
    texts = sorted((*folder.rglob("*.md"), *folder.rglob("*.txt")))
    kept = collect((path.read_text("utf-8", "replace") for path in texts), truth)
    data = "\n".join(kept)[:_MOST_OF_ALL].encode()
    file.write_bytes(gzip.compress(data, 9, mtime=0))
    print(f"{file}: {len(kept)} paragraphs of {len(texts)} texts")


if __name__ == "__main__":
    main(sys.argv[1:])
