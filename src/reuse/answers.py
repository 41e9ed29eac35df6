"""From judged papers to what the desk does about each component, and the sentence that ends it.

Pure. Must not look anything up, nor judge a paper.
"""

import dataclasses as dc
from collections import defaultdict
from collections.abc import Sequence

from archive.catalogue.values import Component
from archive.search.fold import words_of
from reuse.rank import advantage, rank
from reuse.values import REASONS_VI, Answer, Candidate, Offer, Status, WhyNot

_THERE = (Status.REUSABLE, Status.CHOOSE, Status.FROM_DATABASE)


def answer(component: Component, offers: Sequence[Offer]) -> Answer:
    """Return what to do about a component.

    Args:
        component: as published.
        offers: the papers of its types, judged for it.
    """
    if component.from_database:
        say = f"{component.name}: cơ quan tự tra cứu, anh/chị không phải nộp."
        return _answer(component, Status.FROM_DATABASE, (), "", say)
    good = sorted((one for one in offers if one.why_not is None), key=lambda one: rank(one.candidate))
    ways = [found for way in component.ways if (found := _together(way, good))]
    if not ways:
        return _nothing(component, sorted(offers, key=lambda one: (one.why_not is None, rank(one.candidate))))
    # The way whose newest paper is the newest; the other papers stay to choose from.
    ways.sort(key=lambda found: min(rank(one.candidate) for one in found))
    used = list(dict.fromkeys(one for found in ways for one in found))
    if any(_differ([one for one in used if one.type == slug]) for slug in {one.type for one in used}) or (
        len(ways) > 1 and len({_same_paper(one.candidate) for one in used}) > 1
    ):
        say = f"{component.name}: đã có nhiều bản, cán bộ chọn bản đúng."
        return _answer(component, Status.CHOOSE, _explained(used), "", say)
    say = f"{component.name}: đã có bản số hóa, anh/chị không phải nộp."
    return _answer(component, Status.REUSABLE, _explained(used), "", say)


def _together(way: Sequence[str], good: Sequence[Offer]) -> list[Offer]:
    """Return the papers of a way, the best first; none where one of its types is missing."""
    found = [one for one in good if one.type in way]
    return found if {one.type for one in found} == set(way) else []


def _differ(offers: Sequence[Offer]) -> bool:
    return len({_same_paper(one.candidate) for one in offers}) > 1


def _same_paper(paper: Candidate) -> tuple[str, str]:
    """Two scans of one paper show the same number; where none was read, nobody knows."""
    return paper.type, "".join(words_of(paper.number)) or str(paper.id)


def _explained(offers: Sequence[Offer]) -> list[Offer]:
    """Add to the first of several papers of a type why it stands first."""
    told: list[Offer] = []
    for one in offers:
        others = [other for other in offers if other.type == one.type and other is not one]
        first = others and not any(before.type == one.type for before in told)
        better = advantage(one.candidate, others[0].candidate) if first else ""
        told.append(dc.replace(one, why=f"{one.why}; {better}") if better else one)
    return told


def _nothing(component: Component, offers: Sequence[Offer]) -> Answer:
    bad = [one for one in offers if one.why_not is not None]
    # Some of what is needed together is there: that is not the reason why the citizen is asked.
    reason = bad[0].why_not.value if bad and bad[0].why_not else ""
    told = f" ({REASONS_VI[WhyNot(reason)]})" if reason else ""
    need = "đề nghị anh/chị nộp" if component.required else "nộp nếu có"
    return _answer(component, Status.ASK, offers, reason, f"{component.name}: {need}{told}.")


def _answer(component: Component, status: Status, offers: Sequence[Offer], reason: str, say: str) -> Answer:
    return Answer(component.code, component.name, component.required, status, tuple(offers), reason, say)


def alternatives(components: Sequence[Component], answers: Sequence[Answer]) -> list[Answer]:
    """Where one of several alternatives is there, the others are not needed.

    Components of one option are one alternative: it is there when none of its required ones is missing.
    """
    options: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for component, one in zip(components, answers, strict=True):
        if component.group:
            options[component.group, component.option or component.code].append(one)
    there = {
        key for key, parts in options.items()
        if (any(part.status in _THERE for part in parts)
        and all(part.status in _THERE or not part.required for part in parts))
        or all(part.status in _THERE for part in parts)
    }  # fmt: skip
    result = []
    for component, one in zip(components, answers, strict=True):
        mine = (component.group or "", component.option or component.code)
        others = any(group == component.group and key != mine[1] for group, key in there)
        if component.group and mine not in there and others and one.status is not Status.FROM_DATABASE:
            say = f"{component.name}: không cần, đã có giấy tờ thay thế."
            one = dc.replace(one, status=Status.NOT_NEEDED, reason="", say=say)
        result.append(one)
    return result


def conclusion(answers: Sequence[Answer]) -> str:
    """Return the one sentence that the officer says to the citizen."""
    asked = [one.name for one in answers if one.status is Status.ASK and one.required]
    there = [one for one in answers if one.status in _THERE]
    spared = f"Anh/chị không phải nộp {len(there)} giấy tờ đã có" if there else ""
    if not asked:
        return f"{spared or 'Anh/chị không phải nộp giấy tờ nào'}; hồ sơ đã đủ giấy tờ bắt buộc."
    need = f"đề nghị nộp: {'; '.join(asked)}"
    return f"{spared}; {need}." if spared else f"{need[0].upper()}{need[1:]}."
