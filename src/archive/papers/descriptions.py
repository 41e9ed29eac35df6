"""Keeps what is said of a paper, version by version, and what filters and lists need of it.

Must not decide: the describer reads, the officer corrects, this writes down.
"""

import dataclasses as dc
import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.catalogue import repository as catalogue
from archive.catalogue.fields import FIELD_NAMES
from archive.clock import Clock, today
from archive.errors import BadValue
from archive.papers.doubt import doubt_of
from archive.papers.models import Correction, Paper, PaperDescription
from archive.search.fold import fold, words_of
from archive.values.description import Description, Field, Source
from archive.values.ids import new_id
from archive.values.reading import Box

NO_EXPIRY = "no-expiry"
DATES = frozenset({"issued_on", "valid_until", "due_on"})


def add(
    session: Session, clock: Clock, paper: Paper, said: Description, *, by: str, source: Source
) -> PaperDescription:
    """Write `said` as the paper's current description."""
    kind = catalogue.document_type(session, said.type, today(clock))
    row = PaperDescription(
        paper_id=paper.id,
        n=paper.description_n + 1,
        by=by,
        at=clock.now(),
        source=source.value,
        type=said.type,
        type_confidence=said.type_confidence,
        why=said.why,
        values={name: _row(field) for name, field in said.fields.items()},
    )
    session.add(row)
    paper.description_n = row.n
    _copy_to_paper(paper, said, kind.fields if kind else ())
    return row


def current(session: Session, paper: Paper) -> Description | None:
    """Return what is now said of the paper, None before it was described; parties lie with owners."""
    row = session.get(PaperDescription, (paper.id, paper.description_n))
    if row is None:
        return None
    fields = {name: _field(name, value) for name, value in row.values.items()}
    pages = tuple(leaf.no for leaf in paper.leaves)
    return Description(pages, row.type, row.type_confidence, row.why, fields)


def current_values(session: Session, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, dict[str, str]]:
    """Return what is now said of each of those papers: field name to value, the type under `type`."""
    rows = session.scalars(
        sa.select(PaperDescription)
        .join(
            Paper, sa.and_(Paper.id == PaperDescription.paper_id, Paper.description_n == PaperDescription.n)
        )
        .where(Paper.id.in_(ids))
    )
    return {
        row.paper_id: {name: field["value"] for name, field in row.values.items()} | {"type": row.type}
        for row in rows
    }


def corrections(session: Session, paper: Paper, n: int) -> Sequence[Correction]:
    """Return what was corrected of version `n` of the paper's description."""
    mine = (Correction.paper_id == paper.id, Correction.description_n == n)
    return session.scalars(sa.select(Correction).where(*mine).order_by(Correction.id)).all()


def spread_to(session: Session, rule: sa.ColumnElement[bool], paper: Paper) -> Sequence[Paper]:
    """Return the papers on which corrections of `paper` were put right too, as far as `rule` allows."""
    changed = sa.select(Correction.paper_id).where(Correction.spread_from == paper.id)
    return session.scalars(sa.select(Paper).where(Paper.id.in_(changed), rule).order_by(Paper.id)).all()


def corrected(
    session: Session,
    clock: Clock,
    paper: Paper,
    changes: Mapping[str, str],
    *,
    by: str,
    spread_from: uuid.UUID | None = None,
) -> Description:
    """Return the current description with an officer's changes, each kept as an example.

    Args:
        session: of the act's transaction.
        clock: tells when.
        paper: the paper that is described.
        changes: field name to value; `type` changes the type, an empty value removes the field.
        by: name of the officer's account.
        spread_from: the paper of the same file on which the officer compared, None for this one.

    Raises:
        BadValue: a date is no date, or there is no such field: a misspelt name must not be lost in silence.
    """
    now = current(session, paper) or Description((), paper.type, 0.0, "", {})
    fields = dict(now.fields)
    kind = now.type
    for name, value in changes.items():
        if name != "type" and name not in FIELD_NAMES and name not in fields:
            raise BadValue(
                value=name, name="field", why_vi="không có trường này", why_en="there is no such field"
            )
        before = kind if name == "type" else (fields[name].value if name in fields else "")
        value = checked(name, value.strip())
        if value == before:
            continue
        session.add(
            Correction(
                id=new_id(), paper_id=paper.id, field=name, before=before, after=value, by=by, at=clock.now(),
                description_n=paper.description_n, spread_from=spread_from,
            )
        )  # fmt: skip
        if name == "type":
            kind = value
        elif value:
            old = fields.get(name)
            fields[name] = Field(
                name, value, old.raw if old else "", 1.0, old.page if old else None,
                old.box if old else None, Source.OFFICER, "officer",
            )  # fmt: skip
        else:
            fields.pop(name, None)
    confidence = 1.0 if kind != now.type else now.type_confidence
    return Description(now.pages, kind, confidence, now.why, fields)


def with_corrections(session: Session, paper: Paper, said: Description) -> Description:
    """Return `said`, but for what officers corrected, set or took away: there their word stays."""
    now = current(session, paper)
    if now is None:
        return said
    theirs = set(session.scalars(sa.select(Correction.field).where(Correction.paper_id == paper.id)))
    theirs |= {name for name, field in now.fields.items() if field.source is Source.OFFICER}
    fields = {name: field for name, field in said.fields.items() if name not in theirs}
    fields |= {name: field for name, field in now.fields.items() if name in theirs}
    if "type" not in theirs:
        return dc.replace(said, fields=fields)
    return dc.replace(said, fields=fields, type=now.type, type_confidence=now.type_confidence, why=now.why)


def checked(name: str, value: str) -> str:
    """Return `value` in the form that FIELDS asks of `name`.

    Raises:
        BadValue: a date is no ISO date.
    """
    if name not in DATES or not value or (name == "valid_until" and value == NO_EXPIRY):
        return value
    day = _date(value)
    if day is None:
        raise BadValue(
            value=value, name=name, why_vi="cần dạng NĂM-THÁNG-NGÀY", why_en="it must be YEAR-MONTH-DAY"
        )
    return day.isoformat()  # `fromisoformat` takes other forms too


def _copy_to_paper(paper: Paper, said: Description, listed: Collection[str]) -> None:
    def value(name: str) -> str:
        return said.fields[name].value if name in said.fields else ""

    paper.type = said.type
    paper.doubt = doubt_of(said, listed)
    paper.title = value("title") or value("abstract")
    paper.number = value("number")[:120]
    paper.number_folded = fold(paper.number).replace(" ", "")
    paper.issuer = value("issuer")
    paper.issuer_folded = " ".join(words_of(paper.issuer))
    paper.issued_on = _date(value("issued_on"))
    paper.no_expiry = value("valid_until") == NO_EXPIRY
    paper.valid_until = _date(value("valid_until"))


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _row(field: Field) -> dict[str, Any]:
    return {
        "value": field.value,
        "raw": field.raw,
        "confidence": round(field.confidence, 4),
        "page": field.page,
        "box": field.box.as_list() if field.box else None,
        "source": field.source.value,
        "rule": field.rule,
    }


def _field(name: str, row: Mapping[str, Any]) -> Field:
    box = Box(*row["box"]) if row["box"] else None
    return Field(
        name,
        row["value"],
        row["raw"],
        row["confidence"],
        row["page"],
        box,
        Source(row["source"]),
        row["rule"],
    )


def field_rows(fields: Mapping[str, Field] | Sequence[Field]) -> dict[str, dict[str, Any]]:
    """Return fields as the plain rows that the contract, the API and the table share."""
    values = fields.values() if isinstance(fields, Mapping) else fields
    return {field.name: _row(field) for field in values}
