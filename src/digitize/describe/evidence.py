"""Making a field of the words that say it.

Must not decide what the words mean.
"""

import dataclasses as dc
import statistics
from collections.abc import Sequence

from archive.values.description import Field
from archive.values.reading import Box
from digitize.describe.layout import Line, Token
from digitize.describe.trust import field_trust
from digitize.describe.values import nfc


@dc.dataclass(frozen=True, slots=True)
class Span:
    """Some words of one page, in reading order."""

    page: int
    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        """The words with single spaces, NFC."""
        return nfc(" ".join(token.text for token in self.tokens))

    @property
    def confidence(self) -> float:
        """Mean confidence of the words, 0 to 1."""
        return statistics.fmean(token.confidence for token in self.tokens)


def span_of(line: Line, start: int = 0, end: int | None = None) -> Span:
    """Return tokens `start` to `end` of `line`."""
    return Span(line.page, line.tokens[start:end])


def text_and_starts(tokens: Sequence[Token]) -> tuple[str, list[int]]:
    """Return the tokens with spaces, and where each begins."""
    starts, at = [], 0
    for token in tokens:
        starts.append(at)
        at += len(token.text) + 1
    return " ".join(token.text for token in tokens), starts


def tokens_between(tokens: Sequence[Token], start: int, end: int) -> tuple[Token, ...]:
    """Return the tokens that `text[start:end]` of `text_and_starts` touches."""
    _, starts = text_and_starts(tokens)
    return tuple(t for t, at in zip(tokens, starts, strict=True) if at < end and at + len(t.text) > start)


def field_of(name: str, value: str, span: Span, weight: float, rule: str) -> Field:
    """Make a field.

    Args:
        name: of the field.
        value: normalised.
        span: the words that say it.
        weight: 0 to 1, how sure the rule is when every word was read right.
        rule: name of the rule.
    """
    boxes = [token.box for token in span.tokens if token.box is not None]
    worst = min((token.confidence for token in span.tokens), default=0.0)
    return Field(
        name=name,
        value=nfc(value),
        raw=span.text,
        confidence=field_trust(name, rule, weight, worst),
        page=span.page,
        box=Box.around(boxes) if boxes else None,
        rule=rule,
    )
