"""A page whose words were mended, each with what was read before beside it.

Must not touch a page of another language, nor one whose own text layer was believed.
"""

import dataclasses as dc
from itertools import groupby

from archive.values.reading import PageText
from digitize.language.correct import corrected
from digitize.language.neighbours import law
from digitize.ocr.models import is_vietnamese

_SURE = 0.98
"""Words that were rightly mended had confidences up to 0.977, most that would be spoiled more (measured)."""


def ready(model: str) -> None:
    """Load what `mended` needs for a model, so that forks share it."""
    if is_vietnamese(model):
        law()


def mended(page: PageText, model: str) -> PageText:
    """Return a page that was read by `model` (languages joined by `+`) with its words mended."""
    if not is_vietnamese(model):
        return page
    doubtful = [word.confidence < _SURE for word in page.words]
    texts = corrected([word.text for word in page.words], law(), doubtful)
    words = tuple(
        word if word.text == text else dc.replace(word, text=text, raw=word.text)
        for word, text in zip(page.words, texts, strict=True)
    )
    lines = groupby(words, key=lambda word: word.line)
    text = "\n".join(" ".join(word.text for word in line) for _, line in lines)
    return dc.replace(page, words=words, text=text)
