"""Whose paper it is: the identifiers that it shows and an officer confirmed.

Must not go by names: two people of one name share no paper. In doubt nobody is the owner, and the
paper is reusable for nobody until an officer names one.
"""

import dataclasses as dc
import re
from collections.abc import Sequence

from sqlalchemy.orm import Session

from archive.dossiers import repository as dossiers
from archive.dossiers.models import Dossier
from archive.owners import repository as owners
from archive.owners.identifiers import parse_owner
from archive.papers import descriptions
from archive.papers.models import Paper
from archive.search.fold import fold
from archive.values.description import Description, OwnerId, OwnerKind, Party, Role, Source
from desk.pipeline.index import page_texts
from reuse.sources.repository import origin_of

_LABEL = re.compile(r"(dinh danh|can cuoc|cccd|cmnd|chung minh|ma so (doanh nghiep|thue))[^\n]{0,40}?\d{4}")
_CONTRADICTED, _KNOWN = 0.5, 0.99
_NUMBER = re.compile(r"(?<!\d)(\d{12}|\d{9})(?!\d)")


def owners_of(
    session: Session, paper: Paper, named: Sequence[tuple[OwnerId, Role]], *, seen: bool
) -> tuple[list[Party], set[OwnerId]]:
    """Return the parties of a paper, and which identifiers are confirmed as its owners'.

    Args:
        session: of the act's transaction.
        paper: the paper, with what was read of its parties.
        named: owners that the officer names; they win.
        seen: the officer looked at this paper; else only identifiers of the dossier's own parties
            are confirmed, since a misread digit may be somebody else's number.

    Returns:
        Where the officer names owners, those. Else what the paper shows, if one of the dossier's
        parties is among it. Where it shows no identifier at all, the applicant, by the officer's act.
        Where it shows only others, or one that could not be read, nobody; nor where it shows none and
        was fetched from a store of others, since nobody brought it.
    """
    read = _with_correction(session, paper, owners.parties(session, paper))
    if named:
        return _named(read, named)
    dossier = session.get_one(Dossier, paper.dossier_number)
    mine = {
        number
        for party in dossiers.parties(session, dossier)
        for number in owners.all_numbers(session, party)
    }
    shown = {party.owner for party in read if party.owner is not None}
    if shown:
        if not shown & mine:
            return read, set()
        return read, shown if seen else shown & mine
    if origin_of(session, paper) is not None:
        return read, set()
    if _shows_unread_number("\n".join(page_texts(session, paper))):
        return read, set()
    return _applicants(read, OwnerId(OwnerKind(dossier.applicant_kind), dossier.applicant_number))


def with_known_owner(session: Session, paper: Paper, said: Description) -> Description:
    """Return `said`, its `owner_id` sure where it is the number of one of the dossier's parties.

    Nobody misreads a number as just that one. What contradicts the paper itself stays in doubt.
    """
    field = said.fields.get("owner_id")
    dossier = session.get(Dossier, paper.dossier_number)
    if field is None or dossier is None or field.confidence < _CONTRADICTED:
        return said
    known = {
        number.number
        for party in dossiers.parties(session, dossier)
        for number in owners.all_numbers(session, party)
    }
    if field.value not in known:
        return said
    sure = dc.replace(field, confidence=max(field.confidence, _KNOWN))
    return dc.replace(said, fields={**said.fields, "owner_id": sure})


def _named(read: Sequence[Party], named: Sequence[tuple[OwnerId, Role]]) -> tuple[list[Party], set[OwnerId]]:
    numbers = {owner for owner, _ in named}
    mine = [
        Party(
            Role.OWNER if role is Role.APPLICANT else role,
            known.name if known is not None else "",
            owner,
            known.source if known is not None else Source.OFFICER,  # printed stays told from typed
            known.printed if known is not None else "",
        )
        for owner, role in named
        for known in [next((party for party in read if party.owner == owner), None)]
    ]
    return [*mine, *_printed([party for party in read if party.owner not in numbers])], numbers


def _printed(parties: Sequence[Party]) -> list[Party]:
    """Return of `parties` what the paper prints; a number that only an officer gave them was put right."""
    kept = []
    for party in parties:
        if party.source is not Source.OFFICER:
            kept.append(party)
        elif party.name or party.printed:
            kept.append(dc.replace(party, owner=None, source=Source.READ))
    return kept


def _applicants(read: Sequence[Party], applicant: OwnerId) -> tuple[list[Party], set[OwnerId]]:
    """A paper without any identifier is the applicant's because an officer says so."""
    first = next((party for party in read if party.role in owners.OWNING_ROLES), None)
    rest = [party for party in read if party is not first]
    whose = first or Party(Role.OWNER, "", None)
    return [dc.replace(whose, owner=applicant, source=Source.OFFICER), *rest], {applicant}


def _with_correction(session: Session, paper: Paper, read: Sequence[Party]) -> list[Party]:
    """Let an officer's correction of `owner_id` reach the first owner."""
    said = descriptions.current(session, paper)
    number = said.fields.get("owner_id") if said else None
    if said is None or number is None or number.source is not Source.OFFICER:
        return list(read)
    first = next((party for party in read if party.role in owners.OWNING_ROLES), None)
    rest = [party for party in read if party is not first]
    name = said.fields["owner_name"].value if "owner_name" in said.fields else ""
    known = first or Party(Role.OWNER, "", None)
    owner = parse_owner(number.value)
    return [dc.replace(known, name=name or known.name, owner=owner, source=Source.OFFICER), *rest]


def _shows_unread_number(text: str) -> bool:
    """Whether an identifier seems to stand on the paper although none was read as one."""
    folded = fold(text)
    return bool(_LABEL.search(folded) or _NUMBER.search(folded))
