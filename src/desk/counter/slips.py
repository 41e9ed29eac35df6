"""The slip that the citizen takes home: what is there already, what to bring, and the sentence that ends it.

Must not name anybody's data but the citizen's own name and the end of their number.
"""

import dataclasses as dc
import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.catalogue import repository as catalogue
from archive.catalogue.values import Component, Form, Whose
from archive.clock import in_vietnam, today
from archive.owners import repository as owners
from desk.counter.request import CounterRequest
from desk.house import House
from reuse import service
from reuse.answers import THERE, conclusion, conclusion_en
from reuse.values import Answer, Asking, Status
from signing.reports.sheets import Line, set_lines

FILE = "phieu-huong-dan-giay-to.pdf"
TITLE = ("PHIẾU HƯỚNG DẪN GIẤY TỜ", "Slip: papers you need not bring, and papers to bring")
_SMALL, _TEXT, _HEAD = 8.5, 11.0, 12.5
_THERE = ("Không phải nộp: cơ quan đã có", "Not to bring: the agency has it")
_BRING = ("Đề nghị nộp", "To bring")
_NOT_NEEDED = ("Không cần: đã có giấy tờ thay thế", "Not needed: another paper serves instead")
_FROM_DATABASE = ("cơ quan tự tra cứu", "looked up by the agency")
_IF_ANY = ("nộp khi có", "only where there is one")
_ONE_OF = ("một trong các giấy tờ thay thế nhau", "one of several alternatives")
_FORMS = {
    Form.ORIGINAL: ("bản chính", "the original"),
    Form.COPY: ("bản sao, kèm bản chính để đối chiếu", "a copy, with the original to compare"),
}
_END = (
    "Phiếu này không thay cho giấy tiếp nhận hồ sơ. Giấy tờ được xem xét tại ngày ghi trên phiếu.",
    "This slip is no receipt. Papers were judged on the day that it names.",
)
_SHOWN_DIGITS = 3


@dc.dataclass(frozen=True, slots=True)
class Facts:
    """What a slip says beside the answers.

    Attributes:
        agency: name of the desk's agency.
        officer: name of who checked.
        at: when.
        procedure: code and name.
        dossier: its number, empty before there is one.
        citizen: name and masked number of who asks; the number alone where no paper of theirs was shown.
        components: as published, by code.
    """

    agency: str
    officer: str
    at: dt.datetime
    procedure: str
    dossier: str
    citizen: str
    components: Mapping[str, Component]


@dc.dataclass(frozen=True, slots=True)
class Slip:
    """A check with its slip as PDF."""

    answers: list[Answer]
    data: bytes


def check(house: House, actor: Actor, request: CounterRequest) -> Slip:
    """Check and print; the event of the check tells that a slip was made.

    Raises:
        Forbidden, NoGround, NotFound, BadValue; FontMissing.
    """
    with house.act(actor, "reuse:check", request.subject, request.recorded()) as session:
        who = request.asking()
        answers = service.answer(
            session, house.clock, actor, who, request.procedure, dossier=request.dossier, noted={"slip": True}
        )
        name = owners.name_of(session, request.owner) if _is_known(who, answers) else ""
        facts = _facts(session, house, actor, who, request, name)
    return Slip(answers, set_lines(lines(answers, facts), house.settings.font))


def _facts(
    session: Session, house: House, actor: Actor, who: Asking, request: CounterRequest, name: str
) -> Facts:
    day = today(house.clock)
    held = catalogue.procedure(session, request.procedure, day)
    number = masked(who.requester.partition(":")[2])
    return Facts(
        agency=catalogue.agency_names(session).get(actor.agency, actor.agency),
        officer=actor.full_name,
        at=house.clock.now(),
        procedure=f"{held.code} {held.name}" if held else request.procedure,
        dossier=request.dossier,
        citizen=f"{name} ({number})" if name else number,
        components={one.code: one for one in catalogue.components(session, request.procedure, day)},
    )


def _is_known(who: Asking, answers: Sequence[Answer]) -> bool:
    """Whether who asks may be named: the owner, of whom the check showed a paper.

    Otherwise a number that was typed would fetch a stranger's name, or tell that the archive knows it.
    """
    mine = (offer.candidate for one in answers for offer in one.offers)
    shown = any(paper.owner_confirmed and paper.whose == Whose.OWNER for paper in mine)
    return shown and who.requester == str(who.owner)


def masked(number: str) -> str:
    """Return a number of which only the last digits can be read."""
    digits = number.partition("-")[0]
    return "*" * (len(digits) - _SHOWN_DIGITS) + digits[-_SHOWN_DIGITS:]


def lines(answers: Sequence[Answer], facts: Facts) -> list[Line]:
    """Return what stands on the slip, from the top."""
    moment = in_vietnam(facts.at).strftime("%d/%m/%Y %H:%M")
    head = (
        Line(facts.agency.upper(), _HEAD),
        *_both(TITLE, 16.0, above=14),
        Line("", 4.0),
        *(
            Line(f"{label}: {value}", _TEXT, above=4)
            for label, value in (
                ("Thủ tục / Procedure", facts.procedure),
                ("Mã hồ sơ / Dossier", facts.dossier),
                ("Người đề nghị / Requested by", facts.citizen),
                ("Ngày / Date", moment),
                ("Cán bộ / Officer", facts.officer),
            )
            if value
        ),
    )
    sections = (
        (_THERE, [one for one in answers if one.status in THERE]),
        (_BRING, [one for one in answers if one.status is Status.ASK]),
        (_NOT_NEEDED, [one for one in answers if one.status is Status.NOT_NEEDED]),
    )
    body = [line for title, rows in sections if rows for line in _section(title, rows, facts.components)]
    end = (
        Line(conclusion(answers), _HEAD, above=16, below=40),
        Line(conclusion_en(answers), _SMALL, above=3),
    )
    return [*head, *body, *end, *_both(_END, 9.5, above=14)]


def _both(words: tuple[str, str], size: float, *, above: int = 0, below: int = 0) -> tuple[Line, Line]:
    return Line(words[0], size, above=above, below=below), Line(words[1], _SMALL, above=2)


def _section(
    title: tuple[str, str], rows: Sequence[Answer], components: Mapping[str, Component]
) -> list[Line]:
    told = list(_both(title, _HEAD, above=14, below=50))
    for no, one in enumerate(rows, start=1):
        vi, en = _said(one, components.get(one.component))
        told.append(Line(f"{no}. {one.name}{_tail(vi)}", _TEXT, 8, 5, 14))
        if en:
            told.append(Line("; ".join(en), _SMALL, 20, 1))
    return told


def _tail(words: Sequence[str]) -> str:
    return f" – {'; '.join(words)}" if words else ""


def _said(one: Answer, component: Component | None) -> tuple[list[str], list[str]]:
    """Return what is said of a component in each language; never why a paper of somebody's does not serve."""
    told: list[tuple[str, str]] = []
    if one.status is Status.FROM_DATABASE:
        told.append(_FROM_DATABASE)
    if one.status is Status.ASK:
        copies = component.copies if component else 1
        form = _FORMS[component.form] if component else _FORMS[Form.ORIGINAL]
        told.append((f"{copies} {form[0]}", f"{copies} × {form[1]}") if copies > 1 else form)
        if component and component.issued_within:
            months = component.issued_within
            told.append((f"cấp trong {months} tháng gần đây", f"issued within the last {months} months"))
        told += [_ONE_OF] if one.group else []
        told += [] if one.required else [_IF_ANY]
    return [vi for vi, _ in told], [en for _, en in told]
