"""Which of several papers is the best, and why it stands first.

Pure. Must not refuse a paper: rules.py does. Order: newest result; of one day the original electronic
result before a scan of it; then what was fully verified before what was so in part.
"""

import datetime as dt

from archive.values.description import Presented
from archive.values.states import Standing
from archive.values.verdict import Level
from reuse.values import Candidate

_PRESENTED = (
    Presented.ORIGINAL.value,
    Presented.REGISTER_COPY.value,
    Presented.E_CERTIFIED.value,
    Presented.COMPARED_COPY.value,
)
_LEVELS = tuple(level.value for level in reversed(Level))
_FORMS_VI = {
    Presented.ORIGINAL.value: "số hóa từ bản chính",
    Presented.REGISTER_COPY.value: "số hóa từ bản sao trích sổ gốc",
    Presented.E_CERTIFIED.value: "bản sao chứng thực điện tử",
    Presented.COMPARED_COPY.value: "số hóa từ bản chụp đã đối chiếu bản chính",
}

Rank = tuple[bool, int, bool, int, int, float, str]


def rank(paper: Candidate) -> Rank:
    """Return what papers are sorted by, the best first."""
    return (
        paper.issued_on is None,
        -(paper.issued_on or dt.date.min).toordinal(),
        not paper.came_signed,
        _place(_PRESENTED, paper.presented),
        _place(_LEVELS, paper.level),
        -paper.received_at.timestamp(),
        str(paper.id),
    )


def _place(order: tuple[str, ...], word: str | None) -> int:
    return order.index(word) if word in order else len(order)


def praise(paper: Candidate) -> str:
    """Say why this paper serves: what it was made from, how it is signed, how long it is valid."""
    form = "bản điện tử gốc" if paper.came_signed else _FORMS_VI.get(paper.presented or "", "bản số hóa")
    parts = [form]
    if paper.standing == Standing.HIDDEN.value:
        parts.append("kết quả liên thông, chưa trả cho công dân")
    if paper.level:
        parts.append(f"chữ ký {paper.level}")
    if paper.issued_on:
        parts.append(f"cấp ngày {paper.issued_on:%d/%m/%Y}")
    if paper.valid_until:
        parts.append(f"có giá trị đến {paper.valid_until:%d/%m/%Y}")
    return ", ".join(parts)


def advantage(first: Candidate, second: Candidate) -> str:
    """Say why `first` stands before `second`; empty where only the order of arrival tells them apart."""
    ours, theirs = rank(first), rank(second)
    reasons = (
        (ours[:2], theirs[:2], "mới hơn"),
        (ours[2:3], theirs[2:3], "bản điện tử gốc đứng trước bản số hóa"),
        (ours[3:5], theirs[3:5], "được xác minh đầy đủ hơn"),
    )
    return next((why for one, other, why in reasons if one < other), "")
