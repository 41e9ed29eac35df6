"""How often citizens were asked for what was there: per component, per officer, per agency.

Must not name a citizen nor a paper: the figures are for the province's plan to ask for less.
Source: directive 07/CT-UBND; Decision 766/QĐ-TTg (what officials are measured by).
"""

import dataclasses as dc
import datetime as dt
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from archive.accounts.actor import AccountRight, Actor
from archive.clock import VIETNAM
from archive.dossiers.models import Dossier
from reuse.models import Act, AskedInstead, Take

RIGHTS = (AccountRight.AUDITOR, AccountRight.ADMIN)


class By(StrEnum):
    """What the figures are told by."""

    COMPONENT = "component"
    OFFICER = "officer"
    AGENCY = "agency"


@dc.dataclass(frozen=True, slots=True)
class Figure:
    """Counts for one component, officer or agency.

    Attributes:
        key: `PROCEDURE COMPONENT`, account, or code of the agency.
        asked: the citizen was asked for it.
        was_reusable: of these, although it was there.
        outside: asks for what the published list does not hold, which were refused.
        refused: papers that were offered and refused.
        taken: papers that were taken over.
    """

    key: str
    asked: int = 0
    was_reusable: int = 0
    outside: int = 0
    refused: int = 0
    taken: int = 0

    @property
    def spared(self) -> int:
        """How often the citizen need not have brought it: what the plan would cut."""
        return self.taken + self.was_reusable


def figures(session: Session, actor: Actor, by: By, first: dt.date, last: dt.date) -> list[Figure]:
    """Return the figures of the days from `first` to `last` in Vietnam, the most spared first.

    Raises:
        Forbidden: the actor is neither auditor nor administrator.
    """
    actor.require("reuse:figures", *RIGHTS)
    since = dt.datetime.combine(first, dt.time(), VIETNAM)
    until = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), VIETNAM)
    found: dict[str, dict[str, int]] = {}
    for key, act, reusable, count in session.execute(_asked(by, since, until)):
        counts = found.setdefault(key, {})
        name = {Act.ASK: "asked", Act.REFUSE: "refused", Act.OUTSIDE: "outside"}[Act(act)]
        counts[name] = counts.get(name, 0) + count
        if act == Act.ASK.value and reusable:
            counts["was_reusable"] = counts.get("was_reusable", 0) + count
    for key, count in session.execute(_taken(by, since, until)):
        found.setdefault(key, {})["taken"] = count
    rows = [Figure(key, **counts) for key, counts in found.items()]
    return sorted(rows, key=lambda one: (-one.spared, -one.outside, -one.asked, one.key))


def _asked(by: By, since: dt.datetime, until: dt.datetime) -> sa.Select[str, str, bool, int]:
    key: sa.ColumnElement[str] = {
        By.COMPONENT: AskedInstead.procedure_code + " " + AskedInstead.component,
        By.OFFICER: sa.type_coerce(AskedInstead.by, sa.String),
        By.AGENCY: sa.type_coerce(AskedInstead.agency, sa.String),
    }[by]
    return (
        sa.select(key, AskedInstead.act, AskedInstead.was_reusable, sa.func.count())
        .where(AskedInstead.at >= since, AskedInstead.at < until)
        .group_by(key, AskedInstead.act, AskedInstead.was_reusable)
    )


def _taken(by: By, since: dt.datetime, until: dt.datetime) -> sa.Select[str, int]:
    key: sa.ColumnElement[str] = {
        By.COMPONENT: Dossier.procedure_code + " " + Take.component,
        By.OFFICER: sa.type_coerce(Take.taken_by, sa.String),
        By.AGENCY: sa.type_coerce(Dossier.receiving_agency, sa.String),
    }[by]
    return (
        sa.select(key, sa.func.count())
        .select_from(Take)
        .join(Dossier, Dossier.number == Take.dossier_number)
        .where(Take.taken_at >= since, Take.taken_at < until)
        .group_by(key)
    )
