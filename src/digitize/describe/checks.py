"""What cannot be true together: doubts that lower the confidence of fields, never block a paper.

Must not change a value: an officer does (foreigners' numbers have no structure to check).
"""

import dataclasses as dc
import datetime as dt
from collections.abc import Callable, Mapping

from archive.values.description import Field
from digitize.describe.places import PROVINCE_CODES, ended_before
from digitize.describe.values import born_and_sex, tax_code_holds

_DOUBT = 0.4

Doubt = tuple[str, tuple[str, ...]]
"""A sentence, and the fields that it puts in doubt."""


def doubts_of(fields: Mapping[str, Field], today: dt.date) -> list[Doubt]:
    """Return what does not fit together among `fields`."""
    values = {name: field.value for name, field in fields.items()}
    found = (check(values, today) for check in _CHECKS)
    return [doubt for doubt in found if doubt is not None]


def lowered(fields: Mapping[str, Field], doubts: list[Doubt]) -> dict[str, Field]:
    """Return `fields` with the doubtful ones at 0.4 or less."""
    doubtful = {name for _, names in doubts for name in names}
    return {
        name: dc.replace(field, confidence=min(field.confidence, _DOUBT)) if name in doubtful else field
        for name, field in fields.items()
    }


def _number_and_birth(values: Mapping[str, str], today: dt.date) -> Doubt | None:
    told = born_and_sex(values.get("owner_id", ""))
    birth = values.get("date_of_birth")
    if told is None or birth is None or birth[:4] == str(told[0]):
        return None
    return f"số định danh cho năm sinh {told[0]}, giấy ghi {birth[:4]}", ("owner_id", "date_of_birth")


def _number_and_sex(values: Mapping[str, str], today: dt.date) -> Doubt | None:
    told = born_and_sex(values.get("owner_id", ""))
    if told is None or "sex" not in values or values["sex"] == told[1]:
        return None
    return f"số định danh cho giới tính {told[1]}, giấy ghi {values['sex']}", ("owner_id", "sex")


def _issue_after_birth(values: Mapping[str, str], today: dt.date) -> Doubt | None:
    issued, birth = values.get("issued_on"), values.get("date_of_birth")
    if issued is None or birth is None or issued[: len(birth)] >= birth:
        return None
    return "ngày cấp trước ngày sinh", ("issued_on", "date_of_birth")


def _issue_not_in_future(values: Mapping[str, str], today: dt.date) -> Doubt | None:
    issued = values.get("issued_on")
    if issued is None or issued <= today.isoformat():
        return None
    return "ngày cấp ở tương lai", ("issued_on",)


def _birth_not_in_future(values: Mapping[str, str], today: dt.date) -> Doubt | None:
    birth = values.get("date_of_birth")
    if birth is None or birth[:10] <= today.isoformat()[: len(birth)]:
        return None
    return "ngày sinh ở tương lai", ("date_of_birth",)


def _valid_after_issue(values: Mapping[str, str], today: dt.date) -> Doubt | None:
    until, issued = values.get("valid_until"), values.get("issued_on")
    if until is None or issued is None or not until[:1].isdigit() or until >= issued:
        return None
    return "hết hạn trước ngày cấp", ("valid_until", "issued_on")


def _tax_code(values: Mapping[str, str], today: dt.date) -> Doubt | None:
    code = values.get("owner_id", "")
    if len(code) not in (10, 13) or tax_code_holds(code):
        return None
    return f"mã số {code} sai số kiểm tra", ("owner_id", "number")


def _province_code(values: Mapping[str, str], today: dt.date) -> Doubt | None:
    number = values.get("owner_id", "")
    if len(number) != 12 or number[:3] in PROVINCE_CODES:
        return None
    return f"không tỉnh nào có mã {number[:3]} trong số định danh", ("owner_id",)


def _body_existed(values: Mapping[str, str], today: dt.date) -> Doubt | None:
    issued = values.get("issued_on")
    for name in ("issuer", "issuer_parent"):
        body = values.get(name, "")
        if issued is not None and ended_before(body, dt.date.fromisoformat(issued)):
            return f"{body}: đơn vị này không còn từ ngày 01/7/2025", (name, "issued_on")
    return None


_CHECKS: tuple[Callable[[Mapping[str, str], dt.date], Doubt | None], ...] = (
    _number_and_birth,
    _number_and_sex,
    _issue_after_birth,
    _issue_not_in_future,
    _birth_not_in_future,
    _valid_after_issue,
    _tax_code,
    _province_code,
    _body_existed,
)
