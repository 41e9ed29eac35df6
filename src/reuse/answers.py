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

THERE = (Status.REUSABLE, Status.CHOOSE, Status.FROM_DATABASE)


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
    needed = len({one.type for one in used}) if len(ways) == 1 else 1
    if len({_same_paper(one.candidate) for one in used}) > needed:
        say = f"{component.name}: đã có nhiều bản, cán bộ chọn bản đúng."
        return _answer(component, Status.CHOOSE, _explained(used), "", say)
    say = f"{component.name}: đã có bản số hóa, anh/chị không phải nộp."
    return _answer(component, Status.REUSABLE, _explained(used), "", say)


def _together(way: Sequence[str], good: Sequence[Offer]) -> list[Offer]:
    """Return the papers of a way, the best first; none where one of its types is missing."""
    found = [one for one in good if one.type in way]
    return found if {one.type for one in found} == set(way) else []


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
    need += f" {component.copies} bản" if component.copies > 1 else ""
    return _answer(component, Status.ASK, offers, reason, f"{component.name}: {need}{told}.")


def _answer(component: Component, status: Status, offers: Sequence[Offer], reason: str, say: str) -> Answer:
    return Answer(
        component.code, component.name, component.required, status, tuple(offers), reason, say,
        component.group or "", (component.option or component.code) if component.group else "",
    )  # fmt: skip


def alternatives(answers: Sequence[Answer]) -> list[Answer]:
    """Where one of several alternatives is there, the others are not needed.

    Components of one option are one alternative: it is there when none of its required ones is missing.
    """
    options: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for one in answers:
        if one.group:
            options[one.group, one.option].append(one)
    there = {key for key, parts in options.items() if _is_there(parts)}
    groups = {group for group, _ in there}
    return [
        _spared(one)
        if one.group in groups
        and (one.group, one.option) not in there
        and one.status is not Status.FROM_DATABASE
        else one
        for one in answers
    ]


def _is_there(parts: Sequence[Answer]) -> bool:
    missing = [part for part in parts if part.status not in THERE]
    return len(missing) < len(parts) and not any(part.required for part in missing)


def _spared(one: Answer) -> Answer:
    say = f"{one.name}: không cần, đã có giấy tờ thay thế."
    return dc.replace(one, status=Status.NOT_NEEDED, reason="", say=say)


def conclusion(answers: Sequence[Answer]) -> str:
    """Return the one sentence that the officer says to the citizen; of alternatives one is enough."""
    there = [one for one in answers if one.status in THERE]
    spared = f"Anh/chị không phải nộp {len(there)} giấy tờ đã có" if there else ""
    asked = _asked_for(_missing(answers), " hoặc ", " và ")
    if not asked:
        return f"{spared or 'Anh/chị không phải nộp giấy tờ nào'}; hồ sơ đã đủ giấy tờ bắt buộc."
    need = f"đề nghị nộp: {'; '.join(asked)}"
    return f"{spared}; {need}." if spared else f"{need[0].upper()}{need[1:]}."


def conclusion_en(answers: Sequence[Answer]) -> str:
    """Return the same sentence in English; components keep their published names."""
    there = sum(one.status in THERE for one in answers)
    papers = "paper that is" if there == 1 else "papers that are"
    spared = f"You need not bring {there} {papers} there already" if there else ""
    asked = _asked_for(_missing(answers), " or ", " and ")
    if not asked:
        return f"{spared or 'You need not bring any paper'}; all required papers are there."
    need = f"please bring: {'; '.join(asked)}"
    return f"{spared}; {need}." if spared else f"{need[0].upper()}{need[1:]}."


def _missing(answers: Sequence[Answer]) -> list[Answer]:
    return [one for one in answers if one.status is Status.ASK and one.required]


def _asked_for(missing: Sequence[Answer], either: str, both: str) -> list[str]:
    """Return what to bring, alternatives joined by `either`, what they need together by `both`."""
    groups: dict[str, dict[str, list[str]]] = {}
    for one in missing:
        options = groups.setdefault(one.group or one.component, {})
        options.setdefault(one.option, []).append(one.name)
    return [either.join(both.join(names) for names in options.values()) for options in groups.values()]
