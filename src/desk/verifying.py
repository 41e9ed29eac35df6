"""Judges papers of the archive as of now, for every door alike.

Must not judge without an event that names the bytes.
"""

import dataclasses as dc
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import READERS, Actor
from archive.owners import repository as owners
from archive.owners.identifiers import parse_owner
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.search.find import kept_ids
from archive.search.question import Question
from archive.values.ids import Sha256
from archive.values.verdict import FileVerdict
from desk.comparing import compared, made_from
from desk.exporting import What, files_of
from desk.house import House
from desk.picturing import Look
from signing.models import SignedRevision
from signing.trust.judging import Judging

ACTION = "paper:verify"


def judge_paper(
    house: House, actor: Actor, key: str, how: Judging | None = None, look: Look | None = None
) -> tuple[str, FileVerdict]:
    """Return a paper's code and the verdict over its kept file, held against its originals too.

    Args:
        house: whose paper it is.
        actor: who asks.
        key: id or code.
        how: as somebody wants it judged; None: as of now by the archive's own anchors.
        look: what shall be done with the file while it is at hand.

    Raises:
        NotFound: no such paper that the actor may read, or it is not signed yet.
        ObjectMissing, ObjectDamaged: the store does not have the bytes that the row names.
    """
    with house.act(actor, ACTION, key) as session:
        actor.require(ACTION, *READERS)
        paper = papers.get(session, actor, key)
        file = files_of(session, paper, What.SIGNED)[0]
        house.done(session, actor, ACTION, str(paper.id), sha256=file.sha256)
        code, made = paper.code, made_from(session, paper)
        how = _expecting(how or Judging(), session, paper)
    with house.spool.fetched(house.store, Sha256(file.sha256)) as signed:
        verdict = house.signing.judge_foreign(signed, how)
        verdict = compared(house, verdict, signed, made) if made else verdict
        if look is not None:
            look(signed, verdict)
        return code, verdict


def _expecting(how: Judging, session: Session, paper: Paper) -> Judging:
    """Let a judgement expect whoever signed by the archive's own record."""
    rows = session.scalars(
        sa.select(SignedRevision.certificate_sha256).where(
            SignedRevision.paper_id == paper.id,
            SignedRevision.n <= paper.revision_n,
            SignedRevision.certificate_sha256 != "",
        )
    )
    return dc.replace(how, expected=(*how.expected, *rows))


def papers_to_judge(
    house: House, actor: Actor, *, text: str, owner: str, type_slug: str, dossier: str
) -> Sequence[uuid.UUID]:
    """Return every kept paper that a question means, oldest first; each is judged as an act of its own.

    Raises:
        BadValue: `owner` has the wrong form.
        Forbidden: the actor reads no papers.
    """
    who = parse_owner(owner) if owner else None
    with house.act(actor, "paper:find", "") as session:
        actor.require("paper:find", *READERS)
        numbers = tuple(owners.all_numbers(session, who)) if who else ()
        found = kept_ids(session, actor, Question(text, numbers, type_slug, dossier))
        house.done(
            session, actor, "paper:find", "",
            text=text, owner=str(who or ""), type=type_slug, dossier=dossier, to_verify=len(found),
        )  # fmt: skip
    return found
