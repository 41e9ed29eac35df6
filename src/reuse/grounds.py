"""On what ground somebody asks for papers; without one it is not even said whether there are any.

Must not be skipped by any look-up of another's papers.
"""

import datetime as dt
from enum import StrEnum

from sqlalchemy.orm import Session

from archive.accounts.actor import Actor
from archive.catalogue import repository as catalogue
from archive.catalogue.values import Proof
from archive.clock import in_vietnam
from archive.errors import BadValue
from archive.owners import repository as owners
from archive.owners.identifiers import PEOPLE, born_in, parse_owner
from archive.papers import repository as papers
from archive.papers.models import Paper
from archive.values.description import OwnerId, Role
from reuse.errors import NoGround
from reuse.relatives import are_divorced
from reuse.repository import judged
from reuse.rules import standing_now
from reuse.values import Asking, IdentityCheck

_MARRIED_AT = 18
"""Years of age; a woman may marry at eighteen."""


class Ground(StrEnum):
    """Why somebody may ask."""

    SELF = "self"
    PARENT = "parent"
    SPOUSE = "spouse"
    AUTHORITY = "authority"
    OFFICIAL = "official"


def asking(owner: OwnerId, requester: str, ground: str, identity: str = "") -> Asking:
    """Return who asks for whose papers; by default the owner asks for self.

    Args:
        owner: whose papers.
        requester: who asks, empty for the owner.
        ground: as in `Asking`, empty for self.
        identity: how the helping officer checked the requester's identity, empty where nobody helps.

    Raises:
        NoGround: somebody else asks without a ground, or the ground is unknown.
        BadValue: the requester is no identifier, or the identity cannot have been checked like that.
    """
    word, _, paper = ground.partition(":")
    checked = _identity(word, identity)
    if not requester and not word:
        return Asking(owner, str(owner), Ground.SELF.value, checked)
    if not word:
        raise NoGround(why_vi="hãy nêu căn cứ (--ground)", why_en="say on what ground (--ground)")
    if word not in {known.value for known in Ground} or (word == Ground.AUTHORITY.value) != bool(paper):
        raise NoGround(
            why_vi="căn cứ phải là self, parent, spouse, authority:GIẤY hoặc official",
            why_en="the ground must be self, parent, spouse, authority:PAPER or official",
        )
    who = parse_owner(requester) if requester else None
    if word in (Ground.PARENT.value, Ground.SPOUSE.value, Ground.AUTHORITY.value) and who in (None, owner):
        raise NoGround(why_vi="hãy nêu người hỏi (--requester)", why_en="say who asks (--requester)")
    return Asking(owner, str(who or owner), ground, checked)


def _identity(word: str, identity: str) -> IdentityCheck | None:
    if not identity:
        return None
    if word == Ground.OFFICIAL.value:
        raise BadValue(
            value=identity, name="identity",
            why_vi="căn cứ official thì không có công dân tại quầy",
            why_en="on the ground official no citizen stands at the counter",
        )  # fmt: skip
    if identity not in {known.value for known in IdentityCheck}:
        known = ", ".join(one.value for one in IdentityCheck)
        raise BadValue(
            value=identity, name="identity", why_vi=f"cần một trong: {known}", why_en=f"one of: {known}"
        )
    return IdentityCheck(identity)


def prove(session: Session, actor: Actor, who: Asking, day: dt.date) -> None:
    """Hold a ground against what the archive keeps; what nothing contradicts is the officer's word, recorded.

    Raises:
        NoGround: the paper is no valid authority of this owner for this requester, or by their numbers or
            the papers that are kept the two are not what they say.
    """
    word, _, key = who.ground.partition(":")
    if word == Ground.SELF.value and who.requester not in map(str, _numbers(session, who)):
        raise NoGround(why_vi="người hỏi không phải chủ giấy tờ", why_en="who asks is not the owner")
    if word in (Ground.PARENT.value, Ground.SPOUSE.value):
        _require_relatives(session, Ground(word), who.owner, parse_owner(who.requester), day)
    if word != Ground.AUTHORITY.value:
        return
    paper = papers.get(session, actor, key)
    # Only what an officer confirmed: one misread digit would give the authority to somebody else.
    named = {
        (row.role, f"{row.kind}:{row.number}")
        for row in owners.party_rows(session, [paper.id])
        if row.confirmed_by
    }
    written = paper.issued_on or in_vietnam(paper.received_at).date()
    granted = all(
        any((role.value, str(number)) in named for number in owners.numbers_on(session, one, written))
        for role, one in ((Role.GIVER, who.owner), (Role.TAKER, parse_owner(who.requester)))
    )
    if not granted or not _good(session, paper, day):
        raise NoGround(
            why_vi="giấy ủy quyền không hợp lệ cho hai người này",
            why_en="the authority does not hold between these two",
        )


def _numbers(session: Session, who: Asking) -> list[OwnerId]:
    """Return the owner's numbers; where the very one was given nothing need be looked up."""
    return [who.owner] if who.requester == str(who.owner) else owners.all_numbers(session, who.owner)


def _require_relatives(
    session: Session, ground: Ground, owner: OwnerId, requester: OwnerId, day: dt.date
) -> None:
    """Refuse what cannot be; of what may be, the officer looks at the papers that prove it.

    Source: Law on Marriage and Family 2014, article 8 (nobody under eighteen is married).
    """
    if not {owner.kind, requester.kind} <= set(PEOPLE):
        raise NoGround(why_vi="chỉ cá nhân mới có cha mẹ, vợ chồng", why_en="only people have relatives")
    born = {who: year for who in (owner, requester) if (year := born_in(who)) is not None}
    if ground is Ground.PARENT:
        if len(born) == 2 and born[requester] > born[owner]:
            raise NoGround(
                why_vi="theo số định danh, người hỏi trẻ hơn chủ giấy tờ",
                why_en="by their numbers, who asks is younger than the owner",
            )
        return
    if any(day.year - year < _MARRIED_AT for year in born.values()):
        raise NoGround(
            why_vi="theo số định danh, một người chưa đủ 18 tuổi",
            why_en="by their numbers, one of them is under eighteen",
        )
    if are_divorced(session, owner, requester, day):
        raise NoGround(
            why_vi="theo giấy tờ đang lưu, hai người đã ly hôn",
            why_en="by the papers that are kept the two have divorced",
        )


def _good(session: Session, paper: Paper, day: dt.date) -> bool:
    """A contract names a giver and a taker too: only an authority that holds now is one."""
    kind = catalogue.types_by_any_name(session, day).get(paper.type)
    if kind is None or kind.proves is not Proof.AUTHORITY:
        return False
    return standing_now(judged(session, [paper.id])[paper.id], kind, day) is None
