"""Which type of the catalogue a paper is, how sure that is, and which words decided.

Must not read fields. Every piece of evidence has a weight; together they leave the doubt that the
product of their doubts leaves.
"""

import dataclasses as dc
import math
import re
from collections.abc import Sequence

from archive.values.description import OTHER_TYPE
from digitize.describe.agencies import begins_heading
from digitize.describe.folding import is_capitals, squash
from digitize.describe.fuzzy import find, likeness
from digitize.describe.head import Head
from digitize.describe.headings import (
    is_abstract_start,
)
from digitize.describe.layout import Line, Sheet
from digitize.describe.learned import TypeModel, shipped, text_of
from digitize.describe.titles import (
    ALIKE,
    Title,
    headings_on,
    names_of,
    other_heading,
    title_of,
    under_another,
)
from digitize.describe.trust import type_trust
from digitize.ports import TypeRule

_LETTER = "cong-van"
"""The one type without a title: known by its layout (Decree 30/2020/NĐ-CP, appendix III, form 1.5)."""

_ENOUGH = 0.4
_PRIOR, _WORD, _SYMBOL = 0.3, 0.25, 0.45
_MANY_WORDS = 3
_OPINION, _TOLD_OPINION = 0.7, 0.2
"""Weight of the learned opinion where it is sure, and from what weight on it is told."""
_UNDER_ANOTHER = 0.4
"""What is left of that weight under the heading of another kind of paper."""
_ANY_PAPER = "giay"
_OTHER_AT_MOST = 0.8
"""A paper of which nothing is known is always looked at: a known one may not have been read at all."""
_FORM_NAME = re.compile(r"\b[A-Z]{1,4}\d{1,3}[a-z]?\b")


@dc.dataclass(frozen=True, slots=True)
class TypeChoice:
    """The type that fits best.

    Attributes:
        slug: of the type, `khac` where none fits.
        confidence: 0 to 1.
        why: the words that decided and their place.
        title: heading, None where none fits.
    """

    slug: str
    confidence: float
    why: str
    title: Title | None


@dc.dataclass(frozen=True, slots=True)
class _Score:
    rule: TypeRule
    confidence: float
    why: tuple[str, ...]
    title: Title | None


def choose_type(
    sheets: Sequence[tuple[Sheet, Head]],
    types: Sequence[TypeRule],
    *,
    prior: str | None = None,
    paper_name: str = "",
    model: TypeModel | None = None,
) -> TypeChoice:
    """Choose the type of a paper.

    Args:
        sheets: of the paper, in order; the head of the first decides most.
        types: of the catalogue.
        prior: slug that was expected at the counter.
        paper_name: name of the paper in a QR code of it, empty without one.
        model: the learned opinion, by default the shipped one.
    """
    model = model or shipped()
    headings = headings_on(*sheets[0]) if sheets else []
    best_titles = {rule.slug: title_of(headings, rule) for rule in types}
    other = other_heading(sheets[0], best_titles) if sheets else None
    if other is not None:
        best_titles = under_another(other, best_titles)
    longest = max((t.length * t.quality for t in best_titles.values() if t), default=0.0)
    likely = model.likely(text_of(sheets[0][0])) if sheets else {}
    scores = [_score(sheets, rule, best_titles.get(rule.slug), longest, prior, paper_name) for rule in types]
    # a heading that names another kind of paper says more than the words of the page
    scores = [
        _with_opinion(score, likely.get(score.rule.slug, 0.0) * _trust_under(other, score.rule))
        for score in scores
    ]
    scores.sort(key=lambda score: -score.confidence)
    if not scores or scores[0].confidence < _ENOUGH:
        doubt = next((score.confidence for score in scores if score.rule.slug != OTHER_TYPE), 0.0)
        sure = min(type_trust(1 - doubt, other=True), _OTHER_AT_MOST)
        return TypeChoice(OTHER_TYPE, sure, _nothing(scores, prior), None)
    best = scores[0]
    second = scores[1].confidence if len(scores) > 1 else 0.0
    # a second type that fits as well halves the trust in the first
    sure = best.confidence * (1 - 0.5 * max(0.0, second / best.confidence - 0.5) / 0.5)
    why = "; ".join(best.why)
    if prior is not None and prior != best.rule.slug:
        why += f"; khác loại chờ nhận ({prior})"
    return TypeChoice(best.rule.slug, type_trust(sure), why, best.title)


def _with_opinion(score: _Score, likely: float) -> _Score:
    """Add the learned opinion as one more piece of evidence."""
    # that a paper looks like none is no evidence: it may have been read in part
    weight = _OPINION * likely if score.rule.slug != OTHER_TYPE else 0.0
    why = score.why
    if weight >= _TOLD_OPINION:
        why = (*why, f"từ ngữ toàn trang giống loại này ({likely:.0%})")
    return dc.replace(score, confidence=1 - (1 - score.confidence) * (1 - weight), why=why)


def _trust_under(other: Line | None, rule: TypeRule) -> float:
    """Return what the opinion that a paper is of a type is worth under a heading of no known type.

    `ĐƠN KHIẾU NẠI` may be a `Đơn đề nghị`, `BẢN ÁN` is no `Quyết định`.
    """
    if other is None or not begins_heading(other.text):
        return 1.0
    first = other.tokens[0].key
    return 1.0 if first != _ANY_PAPER and first == squash(rule.name.split()[0]) else _UNDER_ANOTHER


def _score(
    sheets: Sequence[tuple[Sheet, Head]],
    rule: TypeRule,
    title: Title | None,
    longest: float,
    prior: str | None,
    paper_name: str,
) -> _Score:
    weights: list[float] = []
    why: list[str] = []
    if title is not None:
        # of several titles in one heading the longest is meant: khai sinh < đăng ký khai sinh
        share = title.length * title.quality / longest
        weights.append(0.95 * title.quality * share**2)
        why.append(_place(" ".join(line.text for line in title.lines), title.lines[0]))
    words = _words(sheets, rule)
    others = [*_symbols(sheets, rule), *_layout(sheets, rule, longest)]
    # a lease has a `Điều 1` as well: words alone must be many, or the name of the form
    named = any(_FORM_NAME.search(reason) for _, reason in words)
    if title is not None or others or named or len(words) >= _MANY_WORDS:
        others += words
    for weight, reason in others:
        weights.append(weight)
        why.append(reason)
    if paper_name and any(likeness(squash(paper_name), squash(name)) >= ALIKE for name in names_of(rule)):
        weights.append(0.7)
        why.append(f"mã QR: “{paper_name}”")
    # what was expected only tips the scales: it never makes a type by itself
    if prior == rule.slug and weights:
        weights.append(_PRIOR)
        why.append("đúng loại chờ nhận ở thành phần hồ sơ")
    if rule.slug == OTHER_TYPE and title is None:
        weights = []
    return _Score(rule, 1 - math.prod(1 - weight for weight in weights), tuple(why), title)


def _symbols(sheets: Sequence[tuple[Sheet, Head]], rule: TypeRule) -> list[tuple[float, str]]:
    """Look for fragments of the number and symbol on the number line of the head."""
    if not sheets or not rule.symbols:
        return []
    sheet, head = sheets[0]
    for line in head.lines:
        if line.place.top > 0.4 * sheet.height or not line.key.startswith(("so", "s0", "sb")):
            continue
        bare = line.text.upper().replace(" ", "").replace("Ð", "Đ")
        for symbol in rule.symbols:
            if symbol.upper().replace(" ", "") in bare:
                return [(_SYMBOL, _place(line.text, line))]
    return []


def _words(sheets: Sequence[tuple[Sheet, Head]], rule: TypeRule) -> list[tuple[float, str]]:
    """Look for telling words; names of forms in the name of the type (`CT07`) count as well."""
    found: list[tuple[float, str]] = []
    wanted = [*rule.words, *_FORM_NAME.findall(rule.name)]
    for word in dict.fromkeys(wanted):
        key = squash(word)
        line = next((li for sheet, _ in sheets for li in sheet.lines if key and _has(li, key)), None)
        if line is not None:
            found.append((_WORD if len(found) < 3 else _WORD / 2, f"{_place(word, line)}"))
    return found[:5]


def _has(line: Line, key: str) -> bool:
    match = find(key, line.key)
    return match is not None and line.begins_token(match.start) and line.ends_token(match.end)


def _layout(sheets: Sequence[tuple[Sheet, Head]], rule: TypeRule, longest: float) -> list[tuple[float, str]]:
    """Know an official letter by what it has (V/v, Kính gửi) and what it lacks (a title)."""
    if rule.slug != _LETTER or longest or not sheets:
        return []
    sheet, head = sheets[0]
    upper = [line for line in head.lines if line.place.top < 0.45 * sheet.height]
    if any(
        begins_heading(line.text) and is_capitals(line.text) and line not in head.agency for line in upper
    ):
        return []
    about = next((line for line in upper if is_abstract_start(line)), None)
    to = next((line for line in upper if line.key.startswith("kinhgui")), None)
    number = next(
        (line for line in upper if re.match(r"\W*[Ss]\w[:.;\s]", line.text) and "/" in line.text), None
    )
    found = [
        (weight, _place(line.text, line)) for weight, line in ((0.5, about), (0.3, to), (0.2, number)) if line
    ]
    # letters of banks and firms bear no motto
    return found if len(found) == 3 or (head.motto is not None and len(found) == 2) else []


def _place(text: str, line: Line) -> str:
    short = text if len(text) <= 80 else text[:79] + "…"
    return f"“{short}” (trang {line.page}, dòng {line.number})"


def _nothing(scores: Sequence[_Score], prior: str | None) -> str:
    why = "không có tiêu đề hay từ ngữ nào khớp đủ với một loại giấy tờ"
    if scores and scores[0].why:
        why += f"; gần nhất: {scores[0].rule.slug}, {scores[0].why[0]}"
    return why + (f"; thành phần hồ sơ chờ nhận: {prior}" if prior else "")
