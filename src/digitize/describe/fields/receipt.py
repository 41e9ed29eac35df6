"""Dossier number, procedure code and the day when the result is due.

Must not make a number out of parts: systems differ in their forms, so what is printed is kept.
"""

import re
from collections.abc import Sequence

from archive.values.description import Field
from digitize.describe.dates import dates_in
from digitize.describe.evidence import Span, field_of, text_and_starts, tokens_between
from digitize.describe.folding import phrases
from digitize.describe.labels import labelled, value_or_next
from digitize.describe.layout import Line
from digitize.describe.named.names import ends_label
from digitize.describe.paper import PaperView
from digitize.describe.values import iso

DOSSIER = re.compile(r"(?:[A-Z]{1,3}\d{1,3}(?:\.\d{1,4})*|\d{3}(?:\.\d{2}){1,3}\.[A-Z]\d{2})-\d{6}-\d{3,6}")
"""`H31.12-250701-0042`, and older `000.00.01.H29-240115-0001`."""

_PRINTED = re.compile(
    r"(?<=Mã hồ sơ: )\d[\w.]*/\d{4}/(?:[A-ZĐ]{2,}[\w-]*|\d{3,})|(?<=Mã số hồ sơ: )\d[\w.]*/\d{4}/[A-ZĐ]{2,}"
)
"""Of offices with programs of their own: `2805.20/2019/VPĐK`."""

PROCEDURE = re.compile(r"(?<![\d.])[1-9]\.\d{6}(?:\.\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2})?(?![\d])")
"""`1.001193`, and older `1.001193.000.00.00.H31`."""

_DUE = phrases(
    """
    Ngày hẹn trả kết quả; Thời gian trả kết quả giải quyết hồ sơ; Thời gian trả kết quả; Hẹn trả kết
    quả; Hẹn trả lúc; Hẹn trả ngày; Hẹn trả; Trả kết quả lúc; Trả kết quả ngày; Ngày trả kết quả;
    Thời gian hẹn trả; Ngày hẹn trả
    """
)


_PLAIN_DUE = phrases("Trả kết quả")
"""With a colon only: the desk that gives results out has these words in its name."""


def dossier_number(paper: PaperView) -> Field | None:
    """Find the number of the dossier."""
    return _pattern(paper.lines, DOSSIER, "dossier_number") or _pattern(
        paper.lines, _PRINTED, "dossier_number"
    )


def procedure_code(paper: PaperView) -> Field | None:
    """Find the code of the procedure."""
    return _pattern(paper.lines, PROCEDURE, "procedure_code")


def due_on(paper: PaperView) -> Field | None:
    """Find the day when the result is due."""
    plain = labelled(paper.lines, _PLAIN_DUE, at_start=True)
    with_colon = [one for one in plain if ends_label(paper.lines[one[0]], one[1] - 1)]
    for at, after, sure in [*labelled(paper.lines, _DUE), *with_colon]:
        span = value_or_next(paper.lines, at, after)
        lines = paper.lines[at : at + 2]
        spans = [span] if span else []
        spans += [Span(line.page, line.tokens) for line in lines[1:] if line.page == lines[0].page]
        for each in spans:
            text, _ = text_and_starts(each.tokens)
            dates = dates_in(text)
            if dates:
                words = tokens_between(each.tokens, dates[0].start, dates[0].end)
                return field_of(
                    "due_on", iso(dates[0].date), Span(each.page, words), 0.9 * sure, "due_on.label"
                )
    return None


def _pattern(lines: Sequence[Line], pattern: re.Pattern[str], name: str) -> Field | None:
    for line in lines:
        match = pattern.search(line.text)
        if match is not None:
            span = Span(line.page, tokens_between(line.tokens, match.start(), match.end()))
            return field_of(name, match[0], span, 0.95, f"{name}.form")
    return None
