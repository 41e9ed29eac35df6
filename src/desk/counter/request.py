"""What is asked at the counter, as every door says it.

Must not judge: that the ground holds is proved inside the act, where a refusal is recorded.
"""

import dataclasses as dc

from archive.owners.identifiers import parse_owner
from archive.values.description import OwnerId
from reuse.grounds import asking
from reuse.values import Asking


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
