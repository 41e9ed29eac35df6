"""A scan run by its cover sheets: the papers after one belong to the component that it names.

Must not file a paper elsewhere: a cover of another dossier, or of a component that the procedure does not
have, is told and changes nothing.
"""

import dataclasses as dc
import uuid
from collections.abc import Mapping, Sequence
from itertools import pairwise

from sqlalchemy.orm import Session

from archive.catalogue import repository as catalogue
from archive.catalogue.values import Component
from archive.clock import today
from archive.dossiers.models import Dossier
from archive.papers import readings
from archive.values.description import Batch, Description
from archive.values.reading import Notice, PageText
from desk.house import House
from desk.pipeline import dossier_receipt as receipt
from digitize.describe.separating import cover_of
from digitize.ports import TypeRule

CODES = ("cover-other-dossier", "cover-unknown-component", *receipt.CODES)
"""What a run's cover sheets and receipts make us tell of its papers."""


@dc.dataclass(frozen=True, slots=True)
class Stretch:
    """Pages from a cover sheet to the next.

    Attributes:
        pages: with the cover sheet itself.
        component: that the papers belong to; before the first cover sheet, what the first of them is
            handed in for.
        covered: a cover sheet lies on them.
        notices: what is told of the first of them.
    """

    pages: tuple[PageText, ...]
    component: str
    covered: bool = False
    notices: tuple[Notice, ...] = ()


@dc.dataclass(frozen=True, slots=True)
class Found:
    """A paper of a file, with the component that it belongs to and what is told of its first page."""

    said: Description
    component: str
    notices: tuple[Notice, ...] = ()


@dc.dataclass(frozen=True, slots=True)
class Divided:
    """A file divided; every page is in exactly one of the three."""

    papers: tuple[Found, ...]
    blanks: tuple[int, ...]
    separators: tuple[int, ...]


def components_of(session: Session, house: House, dossier_number: str) -> dict[str, Component]:
    """Return the components of the dossier's procedure by their code."""
    dossier = session.get_one(Dossier, dossier_number)
    listed = catalogue.components(session, dossier.procedure_code, today(house.clock))
    return {component.code: component for component in listed}


def type_expected(components: Mapping[str, Component], code: str) -> str | None:
    """Return the type expected at the counter: the only one that the component accepts."""
    component = components.get(code)
    if component is None or len(component.types) != 1:
        return None
    return next(iter(component.types))


def stretches(
    pages: Sequence[PageText], dossier: str, components: Mapping[str, Component], component: str
) -> list[Stretch]:
    """Cut a run before each cover sheet; `component` is that of the pages before the first one."""
    starts = [at for at, page in enumerate(pages) if cover_of(page) is not None]
    bounds = sorted({0, *starts, len(pages)})
    return [stretch_of(pages[start:end], dossier, components, component) for start, end in pairwise(bounds)]


def stretch_of(
    pages: Sequence[PageText], dossier: str, components: Mapping[str, Component], component: str
) -> Stretch:
    """Return pages as one stretch: under the first cover sheet among them, else `component`."""
    whole = tuple(pages)
    cover = next((cover for page in whole if (cover := cover_of(page)) is not None), None)
    if cover is None:
        return Stretch(whole, component)
    if cover.dossier and cover.dossier.casefold() != dossier.casefold():
        return Stretch(whole, "", True, (_other_dossier(cover.dossier, dossier),))
    if cover.component and cover.component not in components:
        return Stretch(whole, "", True, (_unknown_component(cover.component),))
    return Stretch(whole, cover.component, True)


def describe_stretches(
    house: House, run: Sequence[Stretch], types: Sequence[TypeRule], components: Mapping[str, Component]
) -> Divided:
    """Describe each stretch by itself, with the type that its component expects."""
    batches = [
        house.describer.describe(
            stretch.pages,
            types=types,
            prior=type_expected(components, stretch.component),
            today=today(house.clock),
        )
        for stretch in run
    ]
    return Divided(
        tuple(found for pair in zip(run, batches, strict=True) for found in _found(*pair)),
        tuple(page for batch in batches for page in batch.blanks),
        tuple(page for batch in batches for page in batch.separators),
    )


def _found(stretch: Stretch, batch: Batch) -> list[Found]:
    return [
        Found(
            said,
            stretch.component if stretch.covered or position == 0 else "",
            stretch.notices if position == 0 else (),
        )
        for position, said in enumerate(batch.papers)
    ]


def warn_of_covers(
    session: Session, found: Sequence[Found], places: Mapping[int, tuple[uuid.UUID, int]]
) -> None:
    """Keep with each page what its cover sheet and receipt made us tell, instead of what was told before."""
    told = {one.said.pages[0]: one.notices for one in found}
    for number, place in places.items():
        readings.put_notices(session, *place, CODES, told.get(number, ()))


def with_receipts(divided: Divided, told: Mapping[int, Sequence[Notice]]) -> Divided:
    """Add what the receipts of a run make us tell of each page to the papers that lie on them."""
    papers = []
    for found in divided.papers:
        notices = [notice for page in found.said.pages for notice in told.get(page, ())]
        papers.append(dc.replace(found, notices=tuple(dict.fromkeys((*found.notices, *notices)))))
    return dc.replace(divided, papers=tuple(papers))


def _other_dossier(named: str, ours: str) -> Notice:
    return Notice(
        "cover-other-dossier",
        f"Tờ bìa ghi hồ sơ {named}, nhưng giấy tờ đang được tiếp nhận vào hồ sơ {ours}. Giấy tờ vẫn nằm ở "
        f"hồ sơ {ours}; nếu nhầm, hãy không tiếp nhận rồi quét lại vào đúng hồ sơ.",
        f"The cover sheet names dossier {named}, but the paper was taken into dossier {ours} and stays "
        "there; if that is wrong, reject it and scan it into its own dossier.",
    )


def _unknown_component(named: str) -> Notice:
    return Notice(
        "cover-unknown-component",
        f"Tờ bìa ghi thành phần {named}, thủ tục của hồ sơ này không có. Hãy kiểm tra tờ bìa.",
        f"The cover sheet names component {named}, which the dossier's procedure does not have. Check it.",
    )
