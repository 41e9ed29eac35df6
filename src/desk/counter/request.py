"""What is asked at the counter, as every door says it.

Must not judge: that the ground holds is proved inside the act, where a refusal is recorded.
"""

import dataclasses as dc

from archive.catalogue.codes import procedure_code
from archive.errors import BadValue
from archive.owners.identifiers import parse_owner
from archive.values.description import OwnerId
from reuse.grounds import Ground, asking
from reuse.values import Asking

_LONGEST = 120
"""Letters kept of what was typed: in a refusal it may be anything."""


@dc.dataclass(frozen=True, slots=True)
class CounterRequest:
    """Whose papers, for which procedure, asked by whom on what ground.

    Attributes:
        owner: whose papers.
        procedure: code of the procedure.
        requester: who asks, empty for the owner.
        ground: self, parent, spouse, authority:PAPER or official; empty for self.
        identity: how the helping officer checked the requester (`reuse.values.IdentityCheck`), empty where
            nobody helps.
        dossier: its number, empty before there is one.
        component: code of the component, empty where all are asked about.
    """

    owner: OwnerId
    procedure: str
    requester: str = ""
    ground: str = ""
    identity: str = ""
    dossier: str = ""
    component: str = ""

    @property
    def subject(self) -> str:
        """Under which events about the procedure are recorded: by one code, however it was typed."""
        return procedure_code(self.procedure)

    @classmethod
    def of(cls, owner: str, procedure: str, **said: str) -> "CounterRequest":
        """Return it with the owner as people write it, `[KIND:]NUMBER`.

        Raises:
            BadValue: that is no identifier.
        """
        return cls(parse_owner(owner), procedure, **said)

    def asking(self) -> Asking:
        """Return who asks for whose papers.

        Raises:
            NoGround, BadValue.
        """
        return asking(self.owner, self.requester, self.ground, self.identity)

    def recorded(self) -> dict[str, object]:
        """Return what a refusal tells of who asked for what, by the names of `Asking.recorded`."""
        usual = "" if self.requester else Ground.SELF.value
        return {
            **sought(self.owner, self.requester, self.ground or usual),
            "assisted": bool(self.identity),
            "identity_check": self.identity[:_LONGEST] or None,
            "dossier": self.dossier[:_LONGEST],
            "component": self.component[:_LONGEST],
        }


def sought(owner: OwnerId, requester: str, ground: str) -> dict[str, object]:
    """Return whose papers were sought, by whom, on what ground, also where that does not hold together."""
    return {
        "owner": str(owner),
        "requester": _as_number(requester) if requester else str(owner),
        "ground": ground[:_LONGEST],
    }


def _as_number(typed: str) -> str:
    try:
        return str(parse_owner(typed))
    except BadValue:
        return typed[:_LONGEST]
