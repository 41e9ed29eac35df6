"""What a component asks of its paper beyond the type: how new, issued by whom, issued where.

Pure. Must not judge the paper's own life: rules.py does. In doubt a condition is not met.
"""

import dataclasses as dc
import datetime as dt
from collections.abc import Collection

from archive.catalogue.values import Component, Within
from reuse.issuers import Issuers
from reuse.terms import add_months, misdated
from reuse.values import Candidate, WhyNot


@dc.dataclass(frozen=True, slots=True)
class Case:
    """The dossier for which papers are looked for.

    Attributes:
        today: Vietnam's date.
        filed: day on which it was filed: terms are counted to it; today before there is a dossier.
        dossier: its number, empty before there is one.
        agency: code of the agency that receives it.
        issuers: agencies of any time; None where no component asks for one.
        linked: procedures whose results serve here before they were returned to the citizen.
    """

    today: dt.date
    filed: dt.date
    dossier: str = ""
    agency: str = ""
    issuers: Issuers | None = None
    linked: Collection[str] = ()


def unmet(paper: Candidate, component: Component, case: Case) -> WhyNot | None:
    """Return which condition of the component the paper does not meet, None where it meets all.

    Source: the published list of the procedure's components (Decree 118/2025/NĐ-CP).
    """
    if component.issued_within is not None and _too_old(paper, component.issued_within, case.filed):
        return WhyNot.TOO_OLD
    return None if _issuer_fits(paper, component, case) else WhyNot.ISSUER


def _too_old(paper: Candidate, months: int, filed: dt.date) -> bool:
    """The last day of the term still counts, as everywhere."""
    if paper.issued_on is None or misdated(paper):
        return True
    return filed > add_months(paper.issued_on, months)


def _issuer_fits(paper: Candidate, component: Component, case: Case) -> bool:
    if not component.issuer_levels and component.issued_in is None:
        return True
    issued_on = None if misdated(paper) else paper.issued_on
    issuer = case.issuers.named(paper.issuer, issued_on) if case.issuers else None
    if case.issuers is None or issuer is None:
        return False
    if component.issuer_levels and issuer.level not in component.issuer_levels:
        return False
    within = component.issued_in
    return within is None or case.issuers.same_unit(issuer, case.agency, Within(within), case.today)
