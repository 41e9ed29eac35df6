"""The describer by rules: a reading in, papers with type, fields and parties out.

Must not read pictures nor keep anything between calls.
"""

import datetime as dt
from collections.abc import Sequence

from archive.values.description import OTHER_TYPE, Batch, Description, OwnerKind
from archive.values.reading import PageText
from digitize.describe.checks import doubts_of, lowered
from digitize.describe.columns import in_order
from digitize.describe.fields.finders import FINDERS, find_fields
from digitize.describe.folding import squash
from digitize.describe.letterhead import letterhead
from digitize.describe.page_look import PageLook, look_at
from digitize.describe.paper import PaperView
from digitize.describe.parties import ordered, parties_of
from digitize.describe.people import Person, find_people
from digitize.describe.qr import DOSSIER_ORDER, code_party, join, read_codes
from digitize.describe.roles import AUTHORISATION, OF_TWO_SIDES
from digitize.describe.split import divide
from digitize.describe.types import TypeChoice, choose_type
from digitize.ports import TypeRule


class RuleDescriber:
    """Says what the papers in a reading are, by rules over the words and their places."""

    def __init__(self, qr_order: Sequence[str] = DOSSIER_ORDER) -> None:
        """Take the order of the parts in a dossier's code.

        Args:
            qr_order: of dossier_number, procedure_code, owner_id, paper_name.
        """
        self._qr_order = tuple(qr_order)

    def describe(
        self,
        pages: Sequence[PageText],
        *,
        types: Sequence[TypeRule],
        prior: str | None = None,
        one_paper: bool = False,
        today: dt.date,
    ) -> Batch:
        """Split `pages` into papers and describe each; see the port for the arguments."""
        looks = [look_at(page) for page in pages]
        division = divide(looks, types, one_paper=one_paper)
        papers = tuple(self._describe(paper, types, prior, today) for paper in division.papers)
        return Batch(papers, division.blanks, division.separators)

    def _describe(
        self, looks: Sequence[PageLook], types: Sequence[TypeRule], prior: str | None, today: dt.date
    ) -> Description:
        codes = read_codes((code for look in looks for code in look.page.codes), self._qr_order)
        name = next((says.paper_name for says in codes if says.paper_name), "")
        choice = choose_type([(k.sheet, k.head) for k in looks], types, prior=prior, paper_name=name)
        paper = _view(looks, choice, today)
        fields = find_fields(paper, _wanted(choice, types))
        parties = parties_of(paper.people)
        remarks: list[str] = []
        for says in codes:
            fields, differs = join(fields, says)
            remarks += differs
            extra = code_party(says, parties)
            parties = (*parties, extra) if extra is not None else parties
        doubts = doubts_of(fields, today)
        remarks += [sentence for sentence, _ in doubts]
        return Description(
            pages=tuple(look.page.number for look in looks),
            type=choice.slug,
            type_confidence=choice.confidence,
            why="; ".join([choice.why, *remarks]),
            fields=lowered(fields, doubts),
            parties=parties,
        )


def _view(looks: Sequence[PageLook], choice: TypeChoice, today: dt.date) -> PaperView:
    people = find_people([line for look in looks for line in in_order(look.sheet)], choice.slug)
    if choice.slug not in OF_TWO_SIDES:
        people = [person for person in people if not _issued_it(person, looks)]
    elif choice.slug == AUTHORISATION and (firm := letterhead(looks[0].head)) is not None:
        people = [firm, *people]
    return PaperView(
        slug=choice.slug,
        sheets=tuple(look.sheet for look in looks),
        heads=tuple(look.head for look in looks),
        lines=tuple(line for look in looks for line in look.head.lines),
        people=tuple(ordered(people, choice.slug)),
        title=choice.title,
        today=today,
    )


def _issued_it(person: Person, looks: Sequence[PageLook]) -> bool:
    """Say whether an organisation is the one whose name heads the paper: a bill is not its own."""
    if person.kind is OwnerKind.CITIZEN or person.name is None:
        return False
    head = squash(" ".join(line.text for look in looks[:1] for line in look.head.agency))
    return squash(person.name.text) in head


def _wanted(choice: TypeChoice, types: Sequence[TypeRule]) -> tuple[str, ...]:
    """Return the fields of the type; every field where no type fits and the catalogue names none."""
    listed = next((rule.fields for rule in types if rule.slug == choice.slug), ())
    return listed if listed or choice.slug != OTHER_TYPE else tuple(FINDERS)
