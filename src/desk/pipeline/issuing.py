"""Whether the body that issued a paper existed on its day, as the catalogue of agencies has it.

Must not judge a body that the paper does not name fully: many provinces have a commune of one name.
Must not take the first day of an entry for a founding, unless the catalogue says who came before.
"""

import dataclasses as dc
import datetime as dt
import re
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from archive.catalogue import repository as catalogue
from archive.catalogue.values import Agency, holds_on
from archive.values.description import Description
from digitize.describe.checks import Doubt, lowered
from digitize.describe.folding import same_but_for_tone_places, squash

_COMMITTEE = re.compile(r"^(ubnd|[uủ][yỷ] ban nhân dân)\s+")
_ONE_DAY = dt.timedelta(days=1)


def with_known_issuer(session: Session, said: Description) -> Description:
    """Return `said`, in doubt where the catalogue has its issuer at other times only."""
    issued = said.fields.get("issued_on")
    named: list[str] = [name for name in ("issuer", "issuer_parent") if name in said.fields]
    if issued is None or not named:
        return said
    agencies = catalogue.agencies_ever(session)
    values = {name: said.fields[name].value for name in named}
    day = dt.date.fromisoformat(issued.value)
    found = (_doubt(name, values, day, agencies) for name in named)
    doubts = [doubt for doubt in found if doubt is not None and not _told(said, values[doubt[1][0]])]
    if not doubts:
        return said
    why = "; ".join([said.why, *(sentence for sentence, _ in doubts)])
    return dc.replace(said, why=why, fields=lowered(said.fields, doubts))


def _told(said: Description, body: str) -> bool:
    """Whether the describer itself says that the body had ended: districts and provinces, by law."""
    return f"{body}: đơn vị này không còn" in said.why


def _doubt(name: str, values: Mapping[str, str], day: dt.date, agencies: Sequence[Agency]) -> Doubt | None:
    body, parent = values[name], values.get("issuer_parent", "") if name == "issuer" else ""
    entries = [one for one in agencies if _is(one, body, parent, agencies)]
    if not entries or any(holds_on(one, day) for one in entries):
        return None
    first = min(entries, key=lambda one: one.valid_from)
    ends = [one.valid_to for one in entries if one.valid_to is not None]
    if len(ends) == len(entries) and day > max(ends):
        since = max(ends) + _ONE_DAY
        return f"{body}: theo danh mục, cơ quan này không còn từ ngày {since:%d/%m/%Y}", (name, "issued_on")
    if day < first.valid_from and any(first.code in one.successors for one in agencies):
        begun = f"{first.valid_from:%d/%m/%Y}"
        return f"{body}: theo danh mục, cơ quan này chỉ có từ ngày {begun}", (name, "issued_on")
    return None


def _is(agency: Agency, body: str, parent: str, agencies: Sequence[Agency]) -> bool:
    """Whether the paper's `body`, under `parent` where that is printed, can only be this agency."""
    if parent and _same(agency.name, f"{body} {_place(parent)}"):
        return True
    if not _same(agency.name, body):
        return False
    above = [one for one in agencies if one.code == agency.parent]
    if any(_same(one.name, parent) for one in above):
        return True
    province = agency.code.partition(".")[0]
    places = {_place(one.name) for one in agencies if one.code == province}
    return any(squash(agency.name).endswith(squash(place)) for place in places)


def _place(body: str) -> str:
    """Return the unit that a committee is of: `tỉnh Hải Sơn`."""
    return _COMMITTEE.sub("", body.casefold())


def _same(name: str, other: str) -> bool:
    full, given = (_COMMITTEE.sub("ubnd ", text.casefold()) for text in (name, other))
    return squash(full) == squash(given) and same_but_for_tone_places(_letters(full), _letters(given))


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())
