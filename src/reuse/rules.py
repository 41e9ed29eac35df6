"""The rules: may this paper serve this component on this day, and if not, why not.

Pure. Must not look anything up, and offers in doubt nothing.
"""

import datetime as dt
import re
from collections.abc import Collection

from archive.catalogue.codes import procedure_code
from archive.catalogue.values import Component, DocumentType, ReuseClass
from archive.search.fold import words_of
from archive.values.description import Presented
from archive.values.states import Stage, Standing
from archive.values.verdict import Verdict
from reuse.conditions import Case, unmet
from reuse.terms import expired
from reuse.values import Candidate, WhyNot

_STANDINGS = {
    Standing.REVOKED.value: WhyNot.REVOKED,
    Standing.SUPERSEDED.value: WhyNot.SUPERSEDED,
    Standing.PENDING.value: WhyNot.UNCONFIRMED,
}
# Where such a paper states its purpose; elsewhere the same words mean something else: "chưa đăng ký
# kết hôn với ai" stands on every confirmation of marital status, and "không có giá trị sử dụng để đăng
# ký kết hôn" on those that were issued for anything else.
_PURPOSE = re.compile(
    r"\b(?:cap|dung) (?:de|nham|(?:cho|vao) (?:muc dich|viec))\b|\bmuc dich(?: su dung| cap| yeu cau)?\b"
)
_OTHERWISE = re.compile(r"\b(?:khong|chua|tinh trang|hien tai|ngoai)\b")
_PURPOSE_LETTERS = 160
# "không có giá trị sử dụng để"; what begins with "Giấy này" is a statement of its own.
_DENIED = re.compile(r"\bkhong(?: (?!giay)\w+){0,5} $")
_LEVELS = ("B-B", "B-T", "B-LT", "B-LTA")


def why_not(
    paper: Candidate, component: Component | None, kind: DocumentType | None, case: Case
) -> WhyNot | None:
    """Return why `paper` may not serve, None where it may.

    Args:
        paper: the candidate.
        component: what is asked for; None when only the paper itself is judged (`find --reusable`).
        kind: the paper's type as the catalogue holds it today, None where it no longer does.
        case: the dossier it is to serve in.

    Source: DOMAIN, Reuse; Circular 01/2023/TT-VPCP chapter II; directive 07/CT-UBND.
    """
    if kind is None or kind.reuse_class is ReuseClass.NEVER:
        return WhyNot.TYPE_NOT_ACCEPTED
    if component is not None and kind.slug not in component.types:
        return WhyNot.TYPE_NOT_ACCEPTED
    return (
        standing_now(paper, kind, case.filed, case.linked)
        or (unmet(paper, component, case) if component is not None else None)
        or _purpose(paper, component, kind)
        or (WhyNot.USED_UP if kind.reuse_class is ReuseClass.ONCE and _used(paper, case.dossier) else None)
    )


def standing_now(
    paper: Candidate, kind: DocumentType, day: dt.date, linked: Collection[str] = ()
) -> WhyNot | None:
    """Return why the paper holds no more or not yet, whatever it shall serve for; None where it holds.

    Args:
        paper: the candidate.
        kind: its type.
        day: on which it must hold.
        linked: procedures whose results pass on before the citizen has them.
    """
    return (
        _life(paper, linked) or _signature(paper) or (WhyNot.EXPIRED if expired(paper, kind, day) else None)
    )


def _life(paper: Candidate, linked: Collection[str]) -> WhyNot | None:
    if paper.stage != Stage.KEPT.value:
        return WhyNot.UNCONFIRMED
    if paper.standing in _STANDINGS:
        return _STANDINGS[paper.standing]
    if not paper.owner_confirmed:
        return WhyNot.OWNER_UNCONFIRMED
    if paper.number_ended:
        return WhyNot.OLD_NUMBER
    if paper.presented is None or paper.presented == Presented.NOT_COMPARED.value:
        return WhyNot.NOT_COMPARED
    if paper.standing == Standing.HIDDEN.value and procedure_code(paper.procedure) not in linked:
        return WhyNot.HIDDEN
    return WhyNot.ON_HOLD if paper.held else None


def _signature(paper: Candidate) -> WhyNot | None:
    if paper.came_signed:
        return None if paper.verdict == Verdict.PASSED.value else WhyNot.SIGNATURE_BAD
    if paper.verdict is None or paper.verdict == Verdict.FAILED.value:
        return WhyNot.SIGNATURE_BAD
    # A profile that the catalogue does not know: in doubt the highest level.
    if _rank(paper.level) < _rank(paper.level_asked or _LEVELS[-1]):
        return WhyNot.LEVEL_MISSING
    return None if paper.verdict == Verdict.PASSED.value else WhyNot.SIGNATURE_BAD


def _rank(level: str | None) -> int:
    return _LEVELS.index(level) if level in _LEVELS else -1


def _purpose(paper: Candidate, component: Component | None, kind: DocumentType) -> WhyNot | None:
    """A paper issued for one purpose serves only a component that names it, in the paper's own words."""
    if kind.reuse_class is not ReuseClass.PURPOSE_ONLY or component is None:
        return None
    if not component.purpose:
        return WhyNot.PURPOSE
    wanted = " ".join(words_of(component.purpose))
    named = any(f" {wanted} " in f" {text} " for text in stated_purposes(paper.words))
    return None if named else WhyNot.PURPOSE


def stated_purposes(words: str) -> list[str]:
    """Return what follows each statement of purpose in folded `words`, as far as nothing is denied in it."""
    stated = []
    for mark in _PURPOSE.finditer(words):
        if _DENIED.search(words[: mark.start()][-_PURPOSE_LETTERS:]):
            continue
        text = words[mark.end() :][:_PURPOSE_LETTERS]
        denied = _OTHERWISE.search(text)
        stated.append(text[: denied.start()] if denied else text)
    return stated


def _used(paper: Candidate, dossier: str) -> bool:
    """A paper that serves once served in the dossier that it was handed in for."""
    return any(user != dossier for user in (paper.dossier, *paper.used_by))
