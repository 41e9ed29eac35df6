"""The page receipt of a file: pages in = pages of papers + separators + blanks.

Must not make the sum come out: what belongs to no paper was written down when the file was divided.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.papers import repository as papers
from archive.papers.listing import readable_ids
from archive.papers.models import Intake, Paper, PaperPage
from desk.pipeline.page_plan import Aside, ranges_text


def aside_of(intake: Intake) -> Aside:
    """Return the pages of a file that belong to no paper."""
    kept = intake.aside or {}
    return Aside(tuple(kept.get("blanks", ())), tuple(kept.get("separators", ())))


def put_aside(intake: Intake, aside: Aside) -> None:
    """Write down which pages of a file belong to no paper."""
    intake.aside = {"blanks": list(aside.blanks), "separators": list(aside.separators)}


def put_aside_of_files(
    intakes: Iterable[Intake],
    places: Mapping[int, tuple[object, int]],
    blanks: Iterable[int],
    separators: Iterable[int],
) -> None:
    """Write it down for files that were numbered through; `places` has file and page of each number."""
    empty, sheets = [places[number] for number in blanks], [places[number] for number in separators]
    for intake in intakes:
        own = [tuple(page for file, page in part if file == intake.id) for part in (empty, sheets)]
        put_aside(intake, Aside(*own))


def receipt_rows(session: Session, paper: Paper) -> list[dict[str, Any]]:
    """Return the receipt of each of the paper's files; none for files of earlier versions.

    `pages` came in; `papers` of them lie in papers; `blanks` and `separators` number the others.
    """
    rows = []
    for intake in papers.intakes_of(session, paper):
        if intake.aside is None:
            continue
        held = set(session.scalars(sa.select(PaperPage.page).where(PaperPage.intake_id == intake.id)))
        rows.append(_receipt(intake, held))
    return rows


def _receipt(intake: Intake, held: Collection[int]) -> dict[str, Any]:
    """Return the receipt of a file, `held` of whose pages lie in papers."""
    aside = aside_of(intake)
    blanks, separators = (
        [page for page in part if page not in held] for part in (aside.blanks, aside.separators)
    )
    return {
        "file": intake.name,
        "pages": intake.pages,
        "papers": len(held),
        "blanks": blanks,
        "separators": separators,
        "balanced": intake.pages == len(held) + len(blanks) + len(separators),
    }


def file_rows(session: Session, actor: Actor, dossier: str) -> list[dict[str, Any]]:
    """Return the files that came into a dossier, the latest first, each with the papers that it became.

    Only files are listed of which the actor may read a paper, and of their papers only those. `receipt`
    is None until a file was divided.
    """
    mine = Intake.dossier_number == dossier
    intakes = session.scalars(
        sa.select(Intake).where(mine).order_by(Intake.received_at.desc(), Intake.id.desc())
    ).all()
    leaves = session.execute(
        sa.select(PaperPage.intake_id, PaperPage.paper_id, PaperPage.page)
        .join(Intake, Intake.id == PaperPage.intake_id)
        .where(mine)
        .order_by(PaperPage.page)
    ).all()
    codes = readable_ids(session, actor, list({leaf.paper_id for leaf in leaves}))
    rows = []
    for intake in intakes:
        own = [leaf for leaf in leaves if leaf.intake_id == intake.id]
        became = {
            key: [leaf.page for leaf in own if leaf.paper_id == key]
            for key in dict.fromkeys(leaf.paper_id for leaf in own)
            if key in codes
        }
        if became:
            receipt = None if intake.aside is None else _receipt(intake, {leaf.page for leaf in own})
            made = [
                {"paper": str(key), "code": codes[key], "pages": ranges_text(pages)}
                for key, pages in became.items()
            ]
            rows.append({"file": intake.name, "pages": intake.pages, "receipt": receipt, "papers": made})
    return rows


def division_rows(session: Session, actor: Actor, paper: Paper) -> list[dict[str, Any]]:
    """Return which pages of the paper's file lie in which paper, as far as the actor may read those."""
    if not paper.leaves:
        return []
    found = papers.of_intake(session, paper.leaves[0].intake_id)
    codes = readable_ids(session, actor, [one.id for one in found])
    return [
        {"paper": str(one.id), "code": one.code, "pages": ranges_text([leaf.page for leaf in one.leaves])}
        for one in found
        if one.id in codes
    ]


def receipt_text(row: Mapping[str, Any]) -> str:
    """Return a receipt in one Vietnamese and English line."""
    told = f"{row['papers']} + {len(row['separators'])} + {len(row['blanks'])}"
    sign = "=" if row["balanced"] else "≠"
    names = "trang giấy tờ + tờ phân cách + trang trắng / papers + separators + blanks"
    return f"{row['pages']} {sign} {told} ({names})"
