"""One paper described from printed pages, and the head of a letter to print on them.

Must not check anything.
"""

import datetime as dt

from archive.values.description import Description
from archive.values.reading import PageText
from digitize.describe.describer import RuleDescriber
from tests.digitize.describe.printed import TYPES, At, Row, centre

TODAY = dt.date(2026, 3, 2)


def described(*pages: PageText) -> Description:
    """Describe pages that are one paper."""
    return RuleDescriber().describe(pages, types=TYPES, today=TODAY, one_paper=True).papers[0]


def named(paper: Description) -> list[tuple[str, str, str | None]]:
    """Return role, name and number of everybody on a paper, in its order."""
    return [(p.role.value, p.name, p.owner.number if p.owner else None) for p in paper.parties]


def values(*pages: PageText) -> dict[str, str]:
    """Return the values of the fields of one paper."""
    return {name: field.value for name, field in described(*pages).fields.items()}


def head(
    *agency: str, number: str = "Số: 45/QĐ-UBND", date: str = "Bến Gỗ, ngày 07 tháng 5 năm 2024"
) -> list[Row]:
    """Print a head as Decree 30/2020/NĐ-CP has it: agency and number left, motto and date right."""
    left = [At(line, 300, 30) for line in (*agency, number)]
    right = [
        At("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 860, 32),
        At("Độc lập - Tự do - Hạnh phúc", 950, 32),
        At(date, 940, 30),
    ]
    rows: list[Row] = []
    for at in range(max(len(left), len(right))):
        rows.append([*left[at : at + 1], *right[at : at + 1]])
    return rows


def decision(*body: Row, about: str = "Về việc giao nhiệm vụ cho các đơn vị", **parts: str) -> list[Row]:
    """Print a decision of a commune."""
    top = head("ỦY BAN NHÂN DÂN", "XÃ BẾN GỖ", **parts)
    return [*top, "", centre("QUYẾT ĐỊNH"), *([centre(about, 34)] if about else []), "", *body]
