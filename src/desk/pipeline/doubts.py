"""Why a paper is not sure, in short sentences for its officer.

Must not weigh: `archive.papers.doubt` does. What the describer and `issuing.py` remarked comes as text within
`why`; a remark that is not known here stays part of the words that speak for the type.
"""

import re
from collections.abc import Collection
from typing import Any

from sqlalchemy.orm import Session

from archive.catalogue import repository as catalogue
from archive.catalogue.fields import FIELD_NAMES
from archive.clock import today
from archive.dossiers import repository as dossiers
from archive.dossiers.models import Dossier
from archive.owners import repository as owners
from archive.papers import descriptions
from archive.papers.doubt import unsure
from archive.papers.models import Paper
from archive.values.description import Description, Source
from desk.house import House

_QR = re.compile(r"(?P<field>[a-z_]+): chữ in “(?P<print>.*)”, mã QR “(?P<code>.*)”")
_REMARKS = (
    (
        re.compile(r"số định danh cho năm sinh (?P<told>\d+), giấy ghi (?P<said>.*)"),
        "the personal id says born in {told}, the paper {said}",
        ("owner_id", "date_of_birth"),
    ),
    (
        re.compile(r"số định danh cho giới tính (?P<told>.+), giấy ghi (?P<said>.*)"),
        "the personal id says sex {told}, the paper {said}",
        ("owner_id", "sex"),
    ),
    (re.compile("ngày cấp trước ngày sinh"), "issued before the birth", ("issued_on", "date_of_birth")),
    (re.compile("ngày cấp ở tương lai"), "issued in the future", ("issued_on",)),
    (re.compile("ngày sinh ở tương lai"), "born in the future", ("date_of_birth",)),
    (re.compile("hết hạn trước ngày cấp"), "expired before it was issued", ("valid_until", "issued_on")),
    (re.compile(r"mã số (?P<told>\d+) sai số kiểm tra"), "check digit of {told} is wrong", ("owner_id",)),
    (
        re.compile(r"không tỉnh nào có mã (?P<told>\d+) trong số định danh"),
        "no province has the code {told} of the personal id",
        ("owner_id",),
    ),
    (
        re.compile(r"(?P<told>.*): đơn vị này không còn từ ngày 01/7/2025"),
        "{told}: this unit ended on 1 July 2025",
        ("issuer", "issuer_parent", "issued_on"),
    ),
    (
        re.compile(r"(?P<told>.*): theo danh mục, cơ quan này không còn từ ngày (?P<day>[\d/]+)"),
        "{told}: by the catalogue this body ended before {day}",
        ("issuer", "issuer_parent", "issued_on"),
    ),
    (
        re.compile(r"(?P<told>.*): theo danh mục, cơ quan này chỉ có từ ngày (?P<day>[\d/]+)"),
        "{told}: by the catalogue this body began only on {day}",
        ("issuer", "issuer_parent", "issued_on"),
    ),
    (
        re.compile(r"mã QR ghi số định danh (?P<told>\d+), không khớp người được in trên giấy"),
        "the QR code has the id {told}, which fits nobody printed on the paper",
        ("owner_id",),
    ),
    (
        re.compile(r"khác loại chờ nhận \((?P<told>.*)\)"),
        "not of the type {told} that was expected",
        ("type",),
    ),
)
"""What the describer remarks → the same in English, and the fields that it is about."""


def reason_rows(session: Session, house: House, paper: Paper) -> list[dict[str, Any]]:
    """Return why the paper is not sure, until an officer said what it is; none before it was described.

    Returns:
        Rows of code, field (None where it is about no single one), text and text_en: the least sure first,
        then what does not fit together.
    """
    said = descriptions.current(session, paper)
    if said is None or paper.described_at is not None:
        return []
    kind = catalogue.document_type(session, said.type, today(house.clock))
    rows = reasons_of(said, kind.fields if kind else ())
    if _fits_nobody(session, paper):
        vi = "số định danh trên giấy không khớp người nào của hồ sơ"
        rows.append(_row("owner-elsewhere", "owner_id", vi, "no identifier fits a party of the dossier"))
    return rows


def reasons_of(said: Description, listed: Collection[str]) -> list[dict[str, Any]]:
    """Return what the description itself tells of its doubts."""
    words, remarks = _remarks(said)
    rows = []
    for name, chance in unsure(said, listed).items():
        if name == "type":
            why = f": {words}" if words else ""
            vi = f"loại giấy tờ: chưa chắc ({_comma(chance)}){why}"
            rows.append(_row("type-unsure", name, vi, f"type: not sure ({chance:.2f}){why}"))
        elif name in said.fields:
            vi = f"{_label(name)}: đọc chưa chắc ({_comma(chance)})"
            rows.append(_row("field-unsure", name, vi, f"{name}: read without certainty ({chance:.2f})"))
        else:
            rows.append(_row("field-missing", name, f"{_label(name)}: không tìm thấy", f"{name}: not found"))
    return [*rows, *remarks]


def _remarks(said: Description) -> tuple[str, list[dict[str, Any]]]:
    """Divide the describer's words into those for the type and its remarks; corrected fields need none."""
    words, rows = [], []
    sure = {name for name, field in said.fields.items() if field.source is Source.OFFICER}
    sure |= {"type"} if said.type_confidence == 1.0 else set()
    for part in said.why.split("; "):
        found = _remark(part)
        if found is None:
            words.append(part)
        elif sure.isdisjoint(found[1]):
            rows.append(found[0])
    return "; ".join(words), rows


def _remark(part: str) -> tuple[dict[str, Any], Collection[str]] | None:
    differs = _QR.fullmatch(part)
    if differs is not None:
        name, printed, code = differs["field"], differs["print"], differs["code"]
        vi = f"{_label(name)}: chữ in “{printed}”, mã QR “{code}”"
        return _row("code-differs", name, vi, f"{name}: print “{printed}”, QR code “{code}”"), (name,)
    for pattern, english, fields in _REMARKS:
        match = pattern.fullmatch(part)
        if match is not None:
            name = fields[0] if len(fields) == 1 else None
            return _row("check-failed", name, part, english.format(**match.groupdict())), fields
    return None


def _fits_nobody(session: Session, paper: Paper) -> bool:
    """Whether the paper shows identifiers, and none is one of the dossier's parties'."""
    shown = {party.owner for party in owners.parties(session, paper) if party.owner is not None}
    if not shown:
        return False
    dossier = session.get_one(Dossier, paper.dossier_number)
    return not any(
        number in shown
        for party in dossiers.parties(session, dossier)
        for number in owners.all_numbers(session, party)
    )


def _row(code: str, field: str | None, vi: str, en: str) -> dict[str, Any]:
    return {"code": code, "field": field, "text": vi, "text_en": en}


def _label(name: str) -> str:
    label = FIELD_NAMES.get(name, name)
    return label[:1].lower() + label[1:]


def _comma(chance: float) -> str:
    return f"{chance:.2f}".replace(".", ",")
